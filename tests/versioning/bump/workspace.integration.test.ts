import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nodePorts } from "../../../src/adapters/node-ports.ts";
import { readVersionCopies } from "../../../src/versioning/version-copies.ts";
import { bump, bumpFault, pathsOf } from "../../support/bump.ts";
import { gitRepository, type GitRepository } from "../../support/git.ts";
import { findClient, findUv, runTool } from "../../support/python-tools.ts";
import { poetryWorkspace, uvWorkspace } from "../../support/workspace.ts";

let repository: GitRepository;
beforeEach(() => {
  repository = gitRepository();
});
afterEach(() => repository[Symbol.dispose]());

const text = (path: string): string => readFileSync(join(repository.root, path), "utf8");
const core = (): string => join(repository.root, "packages/core");

/** Runs a tool in a directory of the repository. */
async function tool(
  argv: readonly string[],
  directory = "",
): Promise<{ status: number | null; output: string }> {
  const home = dirname(repository.root);
  return await runTool(argv, { home, cwd: join(repository.root, directory) });
}

/** The first release of both packages is tagged; a feature of core came since. */
function released(): void {
  repository.commit("feat: begin");
  repository.tag("core-v0.3.0", "core 0.3.0");
  repository.tag("app-v0.3.0", "app 0.3.0");
  repository.commit("feat: more", { "packages/core/src/core/more.py": "" });
}

describe("uv's workspace", () => {
  test("a bump of a member keeps the root's lock file as uv wants it", { timeout: 120_000 }, async () => {
    repository.write(uvWorkspace("core>=0.3"));
    expect(await tool([findUv(), "lock", "--offline"])).toMatchObject({ status: 0 });
    released();
    const { plan } = await bump(core());
    expect(plan).toMatchObject({ version: "0.4.0", tag: "core-v0.4.0" });
    expect(pathsOf(repository)).toEqual(["packages/core/pyproject.toml", "uv.lock"]);
    expect(await tool([findUv(), "lock", "--check", "--offline"])).toMatchObject({ status: 0 });
    expect(repository.git("status", "--porcelain")).toBe("");
  });

  test.each([
    ["core==0.3.0", "", "core==0.4.0"],
    ["core>=0.3.0,<0.4", "", "core>=0.4.0,<0.5"],
    ["core[x] (~=0.3.0) ; python_version > '3'", "", "core[x] (~=0.4.0) ; python_version > '3'"],
    ["core>=0.3", '[tool.shipwheel.version]\nsiblings = "exact"\n', "core==0.4.0"],
  ])(
    "%s of a sibling%s becomes %s, and uv still resolves",
    { timeout: 120_000 },
    async (before, policy, after) => {
      const { "packages/core/pyproject.toml": own = "", ...rest } = uvWorkspace(before);
      repository.write({
        ...rest,
        "packages/core/pyproject.toml": `${own as string}[project.optional-dependencies]\nx = []\n${policy}`,
      });
      expect(await tool([findUv(), "lock", "--offline"])).toMatchObject({ status: 0 });
      released();
      const { plan } = await bump(core());
      expect(plan?.notes).toEqual([
        expect.stringMatching(/^app \(\.\.\/app\) requires .* from its next release on$/),
      ]);
      expect(text("packages/app/pyproject.toml")).toContain(`dependencies = ["${after}"]`);
      expect(pathsOf(repository)).toEqual([
        "packages/app/pyproject.toml",
        "packages/core/pyproject.toml",
        "uv.lock",
      ]);
      expect(await tool([findUv(), "lock", "--check", "--offline"])).toMatchObject({ status: 0 });
    },
  );

  test("what the root says of its members' sources holds for them", { timeout: 120_000 }, async () => {
    const source = "[tool.uv.sources]\ncore = { workspace = true }\n";
    const files = uvWorkspace("core>=0.3.0,<0.4");
    const { "pyproject.toml": root = "", "packages/app/pyproject.toml": app = "", ...rest } = files;
    repository.write({
      ...rest,
      "pyproject.toml": `${root as string}${source}`,
      "packages/app/pyproject.toml": (app as string).replace(source, ""),
    });
    expect(await tool([findUv(), "lock", "--offline"])).toMatchObject({ status: 0 });
    released();
    await bump(core());
    expect(text("packages/app/pyproject.toml")).toContain('dependencies = ["core>=0.4.0,<0.5"]');
    expect(await tool([findUv(), "lock", "--check", "--offline"])).toMatchObject({ status: 0 });
  });

  test("an untouched requirement that excludes the version is named, in the bump and afterwards", async () => {
    const { "packages/core/pyproject.toml": own = "", ...rest } = uvWorkspace("core==0.3.0");
    const policy = '[tool.shipwheel.version]\nsiblings = "untouched"\n';
    repository.write({ ...rest, "packages/core/pyproject.toml": `${own as string}${policy}` });
    released();
    const { plan } = await bump(core());
    expect(plan?.notes).toEqual([
      "app (../app) requires core==0.3.0, which excludes 0.4.0: require ==0.4.0 instead of ==0.3.0",
    ]);
    expect(pathsOf(repository)).toEqual(["packages/core/pyproject.toml"]);
    await using node = nodePorts({});
    const told = async (directory: string): Promise<readonly string[]> => {
      const request = { directory, python: null, offline: true, metadata: false, to: null };
      const { findings } = await readVersionCopies(request, node.ports);
      return findings
        .filter(({ rule }) => rule === "G016")
        .map(({ message, location }) => `${location?.file}: ${message}`);
    };
    expect(await told(core())).toEqual([
      "../app/pyproject.toml: app requires core==0.3.0, which excludes 0.4.0 beside it",
    ]);
    expect(await told(join(repository.root, "packages/app"))).toEqual([
      "pyproject.toml: it requires core==0.3.0, and core beside it is 0.4.0 (../core/pyproject.toml)",
    ]);
  });

  test("a lock file that still has the version before is told, with the edit that cures it", async () => {
    const lock = '[[package]]\nname = "core"\nversion = "0.2.0"\nsource = { editable = "packages/core" }\n';
    repository.commit("feat: begin", { ...uvWorkspace("core"), "uv.lock": lock });
    await using node = nodePorts({});
    const request = { directory: core(), python: null, offline: true, metadata: false, to: null };
    const { findings, edits } = await readVersionCopies(request, node.ports);
    expect(findings.map(({ rule, message }) => `${rule} ${message}`)).toEqual([
      "G008 ../../uv.lock says version 0.2.0, but the version is 0.3.0",
    ]);
    expect(edits).toEqual([{ path: "../../uv.lock", before: lock, after: lock.replace("0.2.0", "0.3.0") }]);
  });

  test("a lock file that has changes is refused, and one above the repository never touched", async () => {
    const lock = '[[package]]\nname = "core"\nversion = "0.3.0"\nsource = { editable = "packages/core" }\n';
    repository.write({ ...uvWorkspace("core"), "uv.lock": lock });
    released();
    repository.write({ "uv.lock": `${lock}# mine\n` });
    expect(await bumpFault(core())).toMatchObject({
      code: "version/changed-file",
      message: expect.stringContaining("uv.lock") as string,
    });
    repository.write({ "uv.lock": { link: "../outside.lock" } });
    const outside = join(dirname(repository.root), "outside.lock");
    const above = lock.replace("packages/core", "project/packages/core");
    execFileSync(
      "sh",
      ["-c", `printf '%s' "$1" > ${outside}; printf '%s' "$2" > ../uv.lock`, "-", lock, above],
      {
        cwd: repository.root,
      },
    );
    await bump(core());
    expect(readFileSync(outside, "utf8")).toBe(lock);
    expect(readFileSync(join(dirname(repository.root), "uv.lock"), "utf8")).toBe(above);
  });
});

describe("Poetry's path dependencies", () => {
  test(
    "a bump of a member keeps the root's lock file as Poetry writes it",
    { timeout: 240_000 },
    async () => {
      repository.write(poetryWorkspace("core (>=0.3.0,<0.4)"));
      const poetry = findClient("poetry");
      expect(await tool([...poetry, "lock"])).toMatchObject({ status: 0 });
      released();
      await bump(core());
      expect(pathsOf(repository)).toEqual([
        "packages/app/pyproject.toml",
        "packages/core/pyproject.toml",
        "poetry.lock",
      ]);
      expect(await tool([...poetry, "check", "--lock"])).toMatchObject({ status: 0 });
      const ours = text("poetry.lock");
      expect(ours).toContain('name = "core"\nversion = "0.4.0"');
      expect(await tool([...poetry, "lock"])).toMatchObject({ status: 0 });
      expect(text("poetry.lock")).toBe(ours);
    },
  );
});
