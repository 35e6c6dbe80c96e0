import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toolPath } from "../../scripts/workflow-tools.ts";
import { checkPaths } from "../../src/check/inputs/check-paths.ts";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { generateFiles } from "../../src/workflow/generate/generate.ts";
import { GOOD_TREE, temporaryDirectory } from "../support/tree.ts";
import { SPREAD } from "./facts.ts";
import { missingTools } from "./tools.ts";

/** A repository for each configuration: `.git` marks it, as the linters want it. */
const roots = new Map<string, string>();
const directories = new AsyncDisposableStack();
afterAll(() => directories.disposeAsync());

beforeAll(async () => {
  for (const [name, facts] of Object.entries(SPREAD)) {
    const { path: root } = directories.use(await temporaryDirectory("workflow-"));
    roots.set(name, root);
    mkdirSync(join(root, ".git"));
    for (const { path, after } of await generateFiles("github", facts, () => Promise.resolve(null))) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), after);
    }
  }
});

function run(tool: Parameters<typeof toolPath>[0], args: readonly string[], cwd: string): string {
  try {
    return execFileSync(toolPath(tool), args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
    return `FAILED\n${stdout}\n${stderr}`;
  }
}

const WORKFLOWS = ["release", "packaging", "watch"].map((name) => `.github/workflows/${name}.yml`);

describe.skipIf(missingTools("actionlint") !== "")(`actionlint${missingTools("actionlint")}`, () => {
  test.each(Object.keys(SPREAD))("has nothing to say about the workflows of %s", (name) => {
    expect(run("actionlint", [], roots.get(name) ?? "")).toBe("");
  });

  test("finds a planted mistake", () => {
    const root = roots.get("plain") ?? "";
    const planted = join(root, "planted.yml");
    writeFileSync(
      planted,
      "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    needs: [b]\n    steps: []\n",
    );
    expect(run("actionlint", [planted], root)).toContain("FAILED");
  });
});

describe.skipIf(missingTools("zizmor") !== "")(`zizmor as an auditor${missingTools("zizmor")}`, () => {
  test("finds nothing in any configuration, and a planted mistake", () => {
    const all = [...roots.values()];
    const said = run(
      "zizmor",
      ["--offline", "--persona=auditor", "--no-progress", "--format=json", ...all],
      all[0] ?? "",
    );
    expect(JSON.parse(said)).toEqual([]);
    const planted = join(all[0] ?? "", "planted.yml");
    writeFileSync(
      planted,
      "on: pull_request_target\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo\n",
    );
    expect(
      run("zizmor", ["--offline", "--persona=auditor", "--no-progress", planted], all[0] ?? ""),
    ).toContain("FAILED");
  });
});

describe.skipIf(missingTools("check-jsonschema") !== "")(
  `the schemas of SchemaStore${missingTools("check-jsonschema")}`,
  () => {
    test("hold for every workflow, Dependabot and GitLab", async () => {
      const all = [...roots.values()];
      const files = all.flatMap((root) => WORKFLOWS.map((path) => join(root, path))).filter(existsSync);
      const schema = (name: string, ...paths: readonly string[]): string =>
        run("check-jsonschema", ["--builtin-schema", `vendor.${name}`, ...paths], all[0] ?? "");
      expect(schema("github-workflows", ...files)).toContain("ok");
      expect(schema("dependabot", join(all[0] ?? "", ".github/dependabot.yml"))).toContain("ok");
      const pipelines = await Promise.all(
        Object.entries(SPREAD).map(async ([name, facts]) => {
          const [file] = await generateFiles("gitlab", facts, () => Promise.resolve(null));
          const path = join(roots.get(name) ?? "", ".gitlab-ci.yml");
          writeFileSync(path, file?.after ?? "");
          return path;
        }),
      );
      expect(schema("gitlab-ci", ...pipelines)).toContain("ok");
    });
  },
);

describe("our own rules", () => {
  test.each(Object.keys(SPREAD))("are silent about the workflows of %s", async (name) => {
    await using directory = await temporaryDirectory("workflow-");
    const root = directory.path;
    const files = await generateFiles("github", SPREAD[name] as NonNullable<(typeof SPREAD)[string]>, () =>
      Promise.resolve(null),
    );
    for (const [path, text] of [
      ...Object.entries(GOOD_TREE),
      ...files.map(({ path, after }) => [path, after] as const),
    ]) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    await using node = nodePorts({});
    const checked = await checkPaths(
      { paths: [root], allowNoGit: true, select: ["W", "X"], ignore: [], target: "pypi", plugins: false },
      node.ports,
    );
    expect(checked.findings.map(({ rule, message }) => `${rule} ${message}`)).toEqual([]);
  });
});
