import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nodePorts, type NodePorts } from "../../src/adapters/node-ports.ts";
import { readConfig } from "../../src/config/read-config.ts";
import { generic } from "../../src/index-client/dialects/generic.ts";
import { testpypi } from "../../src/index-client/dialects/testpypi.ts";
import { ENDPOINTS } from "../../src/index-client/endpoints.ts";
import { installLines } from "../../src/release/install-lines.ts";
import { notesFromChangelog, releaseText, type ChangelogNotes } from "../../src/release/release-text.ts";
import { readSourceTree } from "../../src/tree/read-source-tree.ts";
import { gitRepository, type FileSet, type GitRepository } from "../support/git.ts";

const PROJECT = '[project]\nname = "demo"\nversion = "1.2.0"\n';
const CHANGELOG = "# Changelog\n\n## 1.2.0\n\n- a thing\n\n## 1.1.0\n\n- before\n";

let repository: GitRepository;
let node: NodePorts;
beforeEach(() => {
  repository = gitRepository();
  node = nodePorts({});
});
afterEach(async () => {
  await node[Symbol.asyncDispose]();
  repository[Symbol.dispose]();
});

async function notes(
  files: FileSet,
  version = "1.2.0",
  kind: "stable" | "pre" = "stable",
): Promise<ChangelogNotes> {
  repository.commit("feat: all of it", { "pyproject.toml": PROJECT, ...files });
  const tree = await readSourceTree(repository.root, { allowNoGit: false }, node.ports);
  return notesFromChangelog({ tree, config: readConfig(tree.pyproject), version, kind }, null, node.ports);
}

describe("what the changelog says of a release", () => {
  test("is its entry, as it stands", async () => {
    expect(await notes({ "CHANGELOG.md": CHANGELOG })).toEqual({
      markdown: "- a thing\n",
      hasEntry: true,
      findings: [],
    });
  });

  test("comes from the commits where no changelog is kept", async () => {
    const made = await notes({});
    expect(made.markdown).toContain("all of it");
    expect(made.hasEntry).toBe(true);
  });

  test("an entry that is missing is a warning, and a plain sentence", async () => {
    const made = await notes({ "CHANGELOG.md": CHANGELOG }, "1.3.0");
    expect(made.markdown).toBe("No changes were recorded for this release.\n");
    expect(made.hasEntry).toBe(false);
    expect(made.findings).toMatchObject([{ rule: "G007", severity: "warning", subject: "1.3.0" }]);
  });

  test("an error where the project demands one; pre-releases are not asked", async () => {
    const required = {
      "CHANGELOG.md": CHANGELOG,
      "pyproject.toml": `${PROJECT}[tool.shipwheel.changelog]\nrequired = true\n`,
    };
    expect((await notes(required, "1.3.0")).findings).toMatchObject([{ rule: "G007", severity: "error" }]);
    expect((await notes(required, "1.3.0rc1", "pre")).findings).toEqual([]);
    expect((await notes(required)).findings).toEqual([]);
  });
});

test("the forge's release tells changes, installation and digests", () => {
  const prepared = {
    project: "demo",
    version: "1.2.0",
    kind: "stable",
    commit: "a".repeat(40),
    tag: { name: "v1.2.0" },
    target: { simpleUrl: ENDPOINTS.pypi.simpleUrl },
  };
  const files = [{ fileName: "demo-1.2.0.tar.gz", digests: { sha256: "b".repeat(64) } }];
  const made = releaseText(
    prepared as never,
    { name: "v1.2.0" },
    { markdown: "- a thing\n" },
    files as never,
  );
  expect(made).toMatchObject({ tag: "v1.2.0", name: "demo 1.2.0", prerelease: false, latest: true });
  expect(made.notes).toBe(
    `- a thing\n\n## Install\n\n\`\`\`sh\npython -m pip install demo==1.2.0\n\`\`\`\n\n## Files\n\n| file | sha256 |\n| --- | --- |\n| demo-1.2.0.tar.gz | \`${"b".repeat(64)}\` |\n`,
  );
});

test("from TestPyPI the release alone is taken, and its requirements from PyPI", () => {
  const { simpleUrl } = ENDPOINTS.testpypi;
  const lines = (...requiresDist: readonly string[]): readonly string[] =>
    installLines("demo", "1.0", { dialect: testpypi, simpleUrl }, [
      { kind: "wheel", metadata: { requiresDist } } as never,
    ]);
  const first = `python -m pip install --no-deps --index-url ${simpleUrl} demo==1.0`;
  expect(lines()).toEqual([first]);
  expect(lines('tomli>=1; python_version < "3.11"', "click", "rich; extra == 'color'")).toEqual([
    first,
    'python -m pip install "tomli>=1; python_version < \'3.11\'" "click"',
  ]);
});

test("a private release is asked of its own index, and no line asks PyPI", () => {
  const simpleUrl = "http://127.0.0.1:1/simple/";
  const wheel = { kind: "wheel", metadata: { requiresDist: ["other-private"] } } as never;
  const lines = (url: string | null, version = "1.0"): readonly string[] =>
    installLines("demo", version, { dialect: generic, simpleUrl: url }, [wheel]);
  expect(lines(simpleUrl)).toEqual([`python -m pip install --index-url ${simpleUrl} demo==1.0`]);
  expect(lines(simpleUrl, "1!2.0")).toEqual([`python -m pip install --index-url ${simpleUrl} 'demo==1!2.0'`]);
  expect(lines(null)).toEqual([]);
});
