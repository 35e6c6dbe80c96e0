import { join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { checkPaths } from "../../src/check/inputs/check-paths.ts";
import { readPlan } from "../../src/release/read-plan.ts";
import { settle } from "../../src/engine/settle.ts";
import type { Ports } from "../../src/ports/ports.ts";
import type { Finding } from "../../src/findings/finding.ts";
import { gitRepository, type FileSet, type GitRepository } from "../support/git.ts";
import { releaseRequest } from "../support/release.ts";
import { GOOD_TREE } from "../support/tree.ts";
import { wheel } from "../support/wheel.ts";
import { document, run } from "../acceptance/cli.ts";
import { unbuilt } from "./support/unbuilt.ts";

/** What the version and its tags are told by; the rest needs the tree's rules, which plan and dry run do not load. */
const OF_VERSION = /^(V(?!004|0[12]0)|N011|F019)/;

const PYPROJECT = GOOD_TREE["pyproject.toml"] ?? "";
const SCM = PYPROJECT.replace('"setuptools>=77"', '"setuptools>=77", "setuptools-scm>=8"')
  .replace('version = "1.0"', 'dynamic = ["version"]')
  .concat("\n[tool.setuptools_scm]\n");
const READ = PYPROJECT.replace('version = "1.0"', 'dynamic = ["version"]').concat(
  '\n[tool.setuptools.dynamic]\nversion = { attr = "demo.__version__" }\n',
);
const local = (text: string): string => text.replace('"1.0"', '"1.0+lab"');
const ignoring = (text: string, rule: string): string =>
  `${text}\n[tool.shipwheel.check.ignore]\n${rule} = "moved on purpose"\n`;

interface Row {
  readonly is: string;
  readonly files?: FileSet;
  /** At the commit before HEAD. */
  readonly tag?: string;
  readonly tagged?: string;
  readonly as?: string;
  /** Rules and severities of the version. */
  readonly version: readonly string[];
  /** Rules of the tree that check and rehearse have both. */
  readonly tree?: readonly string[];
}

const INIT = "src/demo/__init__.py";
const ROWS: readonly Row[] = [
  { is: "clean", version: [] },
  { is: "tagged elsewhere", tag: "v1.0", version: ["V006 error"] },
  { is: "below the last tag", tag: "v1.4", version: ["V022 error"] },
  {
    is: "read from a module, tagged elsewhere",
    files: { "pyproject.toml": READ },
    tag: "v1.0",
    version: ["V006 error"],
  },
  { is: "local", files: { "pyproject.toml": local(PYPROJECT) }, version: ["N011 error"] },
  {
    is: "local, read from a module",
    files: { "pyproject.toml": READ, [INIT]: '__version__ = "1.0+lab"\n' },
    version: ["N011 error"],
  },
  {
    is: "made of tags, before its tag",
    files: { "pyproject.toml": SCM },
    tag: "v1.0",
    as: "1.1",
    version: [],
  },
  { is: "made of tags, at its tag", files: { "pyproject.toml": SCM }, tagged: "v1.0", version: [] },
  {
    is: "made of tags by a tool that the build lacks",
    files: { "pyproject.toml": SCM.replace(', "setuptools-scm>=8"', "") },
    tagged: "v1.0",
    version: ["V026 error"],
  },
  {
    is: "tagged elsewhere, which is ignored",
    files: { "pyproject.toml": ignoring(PYPROJECT, "V006") },
    tag: "v1.0",
    version: [],
  },
  {
    is: "tagged elsewhere, turned down",
    files: { "pyproject.toml": `${PYPROJECT}\n[tool.shipwheel.check.severity]\nV006 = "warning"\n` },
    tag: "v1.0",
    version: ["V006 warning"],
  },
  {
    is: "with a requirement from an address",
    files: {
      "pyproject.toml": PYPROJECT.replace('"click>=8"', '"click @ https://good.dev/click-8.0.tar.gz"'),
    },
    version: [],
    tree: ["P001 error"],
  },
];

function repositoryOf({ files, tag, tagged }: Row): GitRepository {
  const repository = gitRepository();
  repository.commit("first", { ...GOOD_TREE, "CHANGELOG.md": "# Changes\n\n## 1.0\n\n- First.\n", ...files });
  if (tag !== undefined) {
    repository.tag(tag, tag);
    repository.commit("feat: second");
  }
  if (tagged !== undefined) repository.tag(tagged, tagged);
  return repository;
}

const codes = (findings: readonly Finding[], pattern: RegExp): readonly string[] =>
  findings
    .filter(({ rule, severity }) => pattern.test(rule) && severity !== "info")
    .map(({ rule, severity }) => `${rule} ${severity}`)
    .toSorted();

async function rehearsed(directory: string, ports: Ports, as?: string): Promise<readonly Finding[]> {
  const result = await unbuilt({ directory, ports, ...(as === undefined ? {} : { as }) });
  expect(result.faults).toEqual([]);
  return settle(result, ports.clock.now()).findings;
}

test.each(ROWS)("every command says the same of a tree that is $is", async (row) => {
  using repository = repositoryOf(row);
  await using wired = nodePorts({});
  const { ports } = wired;
  const directory = repository.root;
  const { findings: checked } = await checkPaths(
    { paths: [directory], allowNoGit: false, select: [], ignore: [] },
    ports,
  );
  const inRehearsal = await rehearsed(directory, ports);
  const as = row.as === undefined ? {} : { as: row.as };
  const plan = await readPlan(releaseRequest(directory, as), ports);
  const told = {
    check: codes(checked, OF_VERSION),
    rehearse: codes(inRehearsal, OF_VERSION),
    plan: codes(plan.findings, OF_VERSION),
  };
  expect(told).toEqual(Object.fromEntries(Object.keys(told).map((command) => [command, row.version])));
  const tree = /^P001$/;
  expect([codes(checked, tree), codes(inRehearsal, tree)]).toEqual([row.tree ?? [], row.tree ?? []]);
});

const EMPTY = wheel({ name: "demo" });

test.each([
  { how: "speaks", pyproject: PYPROJECT, isRed: true },
  { how: "is ignored by the project", pyproject: ignoring(PYPROJECT, "K001"), isRed: false },
  {
    how: "is ignored by another project around the files",
    pyproject: ignoring(PYPROJECT.replace('name = "demo"', 'name = "other"'), "K001"),
    isRed: true,
  },
])("check and publish agree on a wheel of which a rule $how", async ({ pyproject, isRed }) => {
  using repository = gitRepository();
  repository.commit("first", { ...GOOD_TREE, "pyproject.toml": pyproject });
  repository.write({ "dist/.keep": "" });
  const path = await EMPTY.write(join(repository.root, "dist"));
  await using wired = nodePorts({});
  const checked = await checkPaths({ paths: [path], allowNoGit: true, select: [], ignore: [] }, wired.ports);
  const K001 = /^K001$/;
  expect(codes(checked.findings, K001)).toEqual(isRed ? ["K001 error"] : []);
  const ended = await run(["publish", "--dry-run", "--json", "--index", "http://127.0.0.1:9/", path]);
  const { findings = [] } = document(ended) as { findings?: readonly Finding[] };
  expect(codes(findings, K001)).toEqual(isRed ? ["K001 error"] : []);
});

test("the rules of plugins that nobody loads are skipped in every command", async () => {
  const pyproject = `${PYPROJECT}\n[tool.shipwheel.check]\nplugins = ["./rules.mjs"]\n`;
  using repository = gitRepository();
  repository.commit("first", {
    ...GOOD_TREE,
    "pyproject.toml": pyproject,
    "rules.mjs": "export default [];\n",
  });
  repository.write({ "dist/.keep": "" });
  const path = await EMPTY.write(join(repository.root, "dist"));
  await using wired = nodePorts({});
  const { ports } = wired;
  const ask = { allowNoGit: true, select: [], ignore: [] };
  const [tree, archive] = [
    await checkPaths({ ...ask, paths: [repository.root] }, ports),
    await checkPaths({ ...ask, paths: [path] }, ports),
  ];
  const { values } = await unbuilt({ directory: repository.root, ports });
  for (const skipped of [tree.skipped, archive.skipped, values.checked?.skipped])
    expect(skipped?.map((each) => each.rule)).toContain("./rules.mjs");
});

test("with --worktree neither the changes nor the tag of the commit under them contradict the version", async () => {
  using repository = gitRepository();
  repository.commit("first", GOOD_TREE);
  repository.tag("v1.0", "v1.0");
  repository.write({ "pyproject.toml": PYPROJECT.replace('version = "1.0"', 'version = "1.1"') });
  await using wired = nodePorts({});
  const { ports } = wired;
  const directory = repository.root;
  const told = async (worktree: boolean): Promise<readonly string[]> => {
    const result = await unbuilt({ directory, worktree, ports });
    return codes(settle(result, ports.clock.now()).findings, /^V00[12]$/);
  };
  expect(await told(true)).toEqual([]);
  expect(await told(false)).toEqual(["V001 error", "V002 error"]);
});
