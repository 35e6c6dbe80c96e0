import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, inject, test } from "vitest";
import { parse } from "yaml";
import { assemblePypiPackage } from "../../scripts/pypi-package.ts";
import { toolPath } from "../../scripts/workflow-tools.ts";
import { document, run } from "../acceptance/cli.ts";
import { temporaryDirectory } from "../support/git.ts";
import { findUv } from "../support/python-tools.ts";
import { REPOSITORY } from "../support/repository.ts";
import { missingTools } from "../workflow/tools.ts";

/** Git as somebody, in a directory. */
function gitIn(cwd: string, ...args: readonly string[]): void {
  const as = ["-c", "user.name=Test", "-c", "user.email=test@example.invalid"];
  execFileSync("git", [...as, ...args], { cwd });
}

const WORKFLOWS = join(REPOSITORY, ".github", "workflows");

describe("the workflows of this repository", () => {
  test("are those that `workflow generate` writes, beside ci.yml and npm.yml", async () => {
    using scratch = temporaryDirectory();
    const tree = join(scratch.path, "tree");
    mkdirSync(tree);
    for (const name of [".github", "pyproject.toml", "python", "LICENSE", "package.json"])
      cpSync(join(REPOSITORY, name), join(tree, name), { recursive: true });
    execFileSync("git", ["init", "-q"], { cwd: tree });
    const made = await run(["workflow", "generate", tree, "--host", "github", "--json"]);
    expect(made.exit, made.stderr).toBe(0);
    const { files } = document(made) as unknown as {
      readonly files: readonly { readonly path: string; readonly state: string }[];
    };
    expect(new Set(files.map(({ state }) => state))).toEqual(new Set(["same"]));
    const generated = files.flatMap(({ path }) => path.split(".github/workflows/")[1] ?? []);
    expect(readdirSync(WORKFLOWS).toSorted()).toEqual([...generated, "ci.yml", "npm.yml"].toSorted());
    const checked = await run(["workflow", "check", tree]);
    expect(checked.exit, checked.stdout).toBe(0);
  });

  test.skipIf(missingTools("actionlint", "zizmor", "check-jsonschema") !== "")(
    `please actionlint, zizmor as an auditor, and the schema${missingTools("actionlint", "zizmor", "check-jsonschema")}`,
    () => {
      const paths = readdirSync(WORKFLOWS).map((name) => join(WORKFLOWS, name));
      const tool = (name: Parameters<typeof toolPath>[0], ...args: readonly string[]): string =>
        execFileSync(toolPath(name), args, { cwd: REPOSITORY, encoding: "utf8", stdio: "pipe" });
      expect(tool("actionlint")).toBe("");
      const audit = ["--offline", "--persona=auditor", "--no-progress", "--format=json", ".github"];
      expect(JSON.parse(tool("zizmor", ...audit))).toEqual([]);
      expect(tool("check-jsonschema", "--builtin-schema", "vendor.github-workflows", ...paths)).toContain(
        "ok",
      );
    },
  );

  test("name a code path for each command of the pre-commit hooks", async () => {
    const hooks = parse(readFileSync(join(REPOSITORY, ".pre-commit-hooks.yaml"), "utf8")) as readonly {
      readonly entry: string;
    }[];
    expect(hooks.length).toBe(3);
    for (const { entry } of hooks) {
      const [program, ...args] = entry.split(" ");
      expect(program).toBe("shipwheel");
      expect((await run([...args, "-h"])).exit).toBe(0);
    }
  });
});

test("a clone is installed by the command of the README, in an empty home and without Node on PATH", () => {
  using scratch = temporaryDirectory();
  const [command] =
    /^ {4}(uv tool install .*)$/m.exec(readFileSync(join(REPOSITORY, "README.md"), "utf8")) ?? [];
  expect(command?.trim()).toBe("uv tool install .");
  const clone = join(scratch.path, "clone");
  execFileSync("git", ["clone", "-q", "--depth", "1", pathToFileURL(REPOSITORY).href, clone]);
  const home = join(scratch.path, "home");
  const bin = join(scratch.path, "bin");
  for (const folder of [home, bin]) mkdirSync(folder);
  for (const tool of ["git", "sh", "env"])
    symlinkSync(execFileSync("which", [tool], { encoding: "utf8" }).trim(), join(bin, tool));
  const env = { ...process.env, HOME: home, PATH: bin, UV_CACHE_DIR: join(home, "cache") };
  const python = execFileSync("python3", ["-c", "import sys; print(sys.executable)"], { encoding: "utf8" });
  const install = ["tool", "install", "--python", python.trim(), "."];
  execFileSync(findUv(), install, { cwd: clone, env, stdio: "pipe" });
  const said = execFileSync(join(home, ".local", "bin", "shipwheel"), ["--version"], {
    env,
    encoding: "utf8",
  });
  expect(said).toMatch(/^shipwheel \d/);
});

test.skipIf(process.env["SHIPWHEEL_PACKAGES"] !== "all")(
  "pre-commit installs the hooks from the repository and runs them [else SKIPPED: npm run packages:try]",
  () => {
    using scratch = temporaryDirectory();
    const hooks = join(scratch.path, "hooks");
    assemblePypiPackage(inject("program"), hooks);
    cpSync(join(REPOSITORY, ".pre-commit-hooks.yaml"), join(hooks, ".pre-commit-hooks.yaml"));
    gitIn(hooks, "add", "-A");
    gitIn(hooks, "commit", "-qm", "build: hooks");
    gitIn(hooks, "tag", "v1");
    const project = join(scratch.path, "project");
    mkdirSync(join(project, "demo"), { recursive: true });
    writeFileSync(
      join(project, "pyproject.toml"),
      '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n[project]\nname = "demo"\nversion = "1.0"\nclassifiers = ["No :: Such"]\n',
    );
    writeFileSync(join(project, "demo", "__init__.py"), "");
    const ids = ["shipwheel-check", "shipwheel-version"].map((id) => `      - id: ${id}\n`).join("");
    writeFileSync(
      join(project, ".pre-commit-config.yaml"),
      `repos:\n  - repo: ${hooks}\n    rev: v1\n    hooks:\n${ids}`,
    );
    execFileSync("git", ["init", "-q"], { cwd: project });
    gitIn(project, "add", "-A");
    const env = { ...process.env, PRE_COMMIT_HOME: join(scratch.path, "home"), NO_COLOR: "1" };
    const ended = (): string => {
      try {
        return execFileSync(findUv(), ["tool", "run", "pre-commit", "run", "--all-files"], {
          cwd: project,
          encoding: "utf8",
          env,
          stdio: "pipe",
        });
      } catch (error) {
        return (error as { readonly stdout: string }).stdout;
      }
    };
    const said = ended();
    expect(said).toMatch(/shipwheel check\.+Failed/);
    expect(said).toContain("No :: Such");
    expect(said).toMatch(/shipwheel version check\.+Passed/);
  },
  600_000,
);
