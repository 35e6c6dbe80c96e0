import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { readConfig } from "../../src/config/read-config.ts";
import { strictVersion, type StrictVersion } from "../../src/versioning/strict-version.ts";
import { readSourceTree } from "../../src/tree/read-source-tree.ts";
import { gitRepository, temporaryDirectory, type GitRepository } from "../support/git.ts";
import { document, run } from "../acceptance/cli.ts";

const STATIC = '[project]\nname = "demo"\nversion = "1.1"\n';
const SCM = '[project]\nname = "demo"\ndynamic = ["version"]\n[tool.setuptools_scm]\n';

async function judged(root: string, options: { readonly worktree?: boolean } = {}): Promise<StrictVersion> {
  await using node = nodePorts({ variables: { PATH: process.env["PATH"] ?? "", HOME: "/nowhere" } });
  const tree = await readSourceTree(root, { allowNoGit: false }, node.ports);
  const config = readConfig(tree.pyproject);
  const request = { tree, config, worktree: options.worktree ?? false, version: null, released: null };
  return await strictVersion(request, node.ports);
}

async function codes(
  root: string,
  options: { readonly worktree?: boolean } = {},
): Promise<readonly string[]> {
  return (await judged(root, options)).findings.map((each) => `${each.severity} ${each.rule}`);
}

function project(pyproject: string): GitRepository {
  const repository = gitRepository();
  repository.commit("first", { "pyproject.toml": pyproject });
  repository.tag("v1.0", "release");
  repository.commit("second");
  return repository;
}

describe("strict mode of a repository", () => {
  test("a release that is ready is quiet", async () => {
    using repository = project(STATIC);
    expect(await judged(repository.root)).toMatchObject({
      findings: [],
      history: null,
      facts: {
        source: "static",
        version: "1.1",
        template: { text: "v{version}" },
        git: { previous: { name: "v1.0", distance: 1 } },
      },
    });
  });

  test("a local version is refused for a public index, and taken for one's own", async () => {
    using repository = project(STATIC.replace("1.1", "1.1+corp.1"));
    expect(await codes(repository.root)).toEqual(["error N011"]);
    using own = project(`${STATIC.replace("1.1", "1.1+corp.1")}[tool.shipwheel]\ntarget = "private"\n`);
    expect(await codes(own.root)).toEqual([]);
  });

  test("changed files are refused, new ones are not, and none when the tree is taken as it lies there", async () => {
    using repository = project(STATIC);
    repository.write({ "new.py": "" });
    expect(await codes(repository.root)).toEqual([]);
    repository.write({ "pyproject.toml": STATIC.replace("1.1", "1.2") });
    expect(await codes(repository.root)).toEqual(["error V002"]);
    expect(await codes(repository.root, { worktree: true })).toEqual([]);
  });

  test("a version from tags is that of the commit, unless the tree is taken as it lies there", async () => {
    using repository = gitRepository();
    repository.commit("first", { "pyproject.toml": SCM, "notes.txt": "" });
    repository.tag("v1.0", "release");
    repository.write({ "notes.txt": "changed" });
    const { facts } = await judged(repository.root);
    expect(facts.version).toBe("1.0");
    expect(await codes(repository.root)).toEqual(["error V002"]);
    expect((await judged(repository.root, { worktree: true })).facts.version).toMatch(/^1\.1\.dev0\+/);
  });

  test("the mode compat tells what no release survives, as the check does, and nothing else", async () => {
    const compat = '[tool.shipwheel.version]\nmode = "compat"\n';
    using changed = project(`${STATIC}${compat}`);
    changed.write({ "pyproject.toml": `${STATIC}${compat}\n` });
    expect(await codes(changed.root)).toEqual(["error V002"]);
    using later = project(`${STATIC.replace("1.1", "1.0")}${compat}`);
    expect(await codes(later.root)).toEqual(["error V006"]);
    later.tag("v1.1");
    expect(await codes(later.root)).toEqual(["error V001"]);
    later.git("checkout", "-q", "--detach", "v1.0");
    later.commit("aside", { "pyproject.toml": `${STATIC}${compat}` });
    expect(await codes(later.root)).toEqual(["error V005"]);
    using lower = project(`${STATIC.replace("1.1", "0.9")}${compat}`);
    expect(await codes(lower.root)).toEqual([]);
    using untagged = gitRepository();
    untagged.commit("first", { "pyproject.toml": `${SCM}${compat}` });
    expect(await codes(untagged.root)).toEqual([]);
  });

  test("the walk goes on to the nearest tag that names a version, and the tool's own choice is told", async () => {
    using repository = project(SCM);
    repository.tag("v1.0-final");
    repository.commit("third");
    const { findings, facts } = await judged(repository.root);
    expect(facts.git).toMatchObject({ previous: { name: "v1.0", distance: 2 }, unusable: "v1.0-final" });
    expect(findings[0]).toMatchObject({ rule: "V021", subject: "v1.0-final" });
    repository.git("tag", "-d", "v1.0-final");
    repository.tag("nightly-7");
    expect((await judged(repository.root)).findings[0]).toMatchObject({ rule: "V021", subject: "nightly-7" });
  });

  test("a shallow clone, and one without tags", async () => {
    using repository = project(SCM);
    using elsewhere = temporaryDirectory();
    const clone = (name: string, ...options: readonly string[]): string => {
      const target = join(elsewhere.path, name);
      execFileSync("git", ["clone", "-q", ...options, `file://${repository.root}`, target]);
      return target;
    };
    expect(await codes(clone("shallow", "--depth=1"))).toContain("error V009");
    const tagless = await judged(clone("tagless", "--no-tags"));
    expect(tagless.findings[0]).toMatchObject({
      rule: "V020",
      help: expect.stringMatching(/^git fetch --tags; /) as unknown,
    });
    expect(tagless.findings.map((each) => each.rule)).not.toContain("V009");
  });

  test("the template is the configuration's, else the history's", async () => {
    using repository = gitRepository();
    repository.commit("first", { "pyproject.toml": STATIC });
    repository.tag("demo-v0.9");
    repository.tag("1.5");
    repository.commit("second");
    expect((await judged(repository.root)).facts.template.text).toBe("{version}");
    const configured = `${STATIC}[tool.shipwheel.version]\ntag = "{name}-v{version}"\n`;
    repository.commit("third", { "pyproject.toml": configured });
    const { facts, findings } = await judged(repository.root);
    expect(facts.git?.previous).toEqual({ name: "demo-v0.9", version: "0.9", distance: 2 });
    expect(findings).toEqual([]);
  });
});

describe("plan", () => {
  test("tells all of it and ends with 1", async () => {
    const lower = STATIC.replace("1.1", "0.9");
    using repository = project(lower);
    repository.write({ "pyproject.toml": `${lower}\n` });
    const ended = await run(["plan", repository.root, "--json"]);
    expect(ended.exit, ended.stderr).toBe(1);
    const { findings, steps } = document(ended) as unknown as {
      findings: readonly { readonly rule: string }[];
      steps: readonly { readonly id: string; readonly subject: string }[];
    };
    expect(findings.map((each) => each.rule)).toEqual(["V002", "V022"]);
    expect(steps.find((each) => each.id === "tag")?.subject).toBe("v0.9");
  });
});
