import { Buffer } from "node:buffer";
import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { readConfig } from "../../src/config/read-config.ts";
import type { DoctorLine } from "../../src/doctor/line.ts";
import type { DoctorContext, Probe } from "../../src/doctor/probe.ts";
import { buildRequirements } from "../../src/doctor/probes/build-requirements.ts";
import { git } from "../../src/doctor/probes/git.ts";
import { name } from "../../src/doctor/probes/name.ts";
import { network } from "../../src/doctor/probes/network.ts";
import { publishers } from "../../src/doctor/probes/publishers.ts";
import { tokens } from "../../src/doctor/probes/token.ts";
import { hiddenPlaces } from "../../src/trust/hidden-places.ts";
import type { GitState } from "../../src/tree/git-state.ts";
import { parseTomlFile } from "../../src/tree/formats/toml-file.ts";
import { apiToken } from "../support/api-token.ts";
import { indexWith } from "../support/index-facts.ts";
import { publishingWorkflow } from "../support/trust/publishing-workflow.ts";
import { claimsOf, treeOf } from "../support/trust/judge-files.ts";

const NOW = new Date();

interface Changes {
  readonly pyproject?: string;
  readonly git?: Partial<GitState> | null;
  readonly facts?: DoctorContext["facts"];
  readonly project?: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly workflow?: string;
  readonly offline?: boolean;
  readonly index?: string;
}

const CLEAN = { branch: "main", dirty: [], shallow: false, tags: [], remoteUrl: null, tagsAtHead: [] };

/** The lines of a probe in a small project. */
async function linesOf(probe: Probe, changes: Changes): Promise<readonly DoctorLine[]> {
  const { facts = null, project = "demo", variables = {}, workflow, offline = false } = changes;
  const { index: url } = changes;
  const index = url === undefined ? null : { url, username: null, password: null };
  const pyproject = parseTomlFile("pyproject.toml", Buffer.from(changes.pyproject ?? ""));
  await using node = nodePorts({ variables: { PATH: "", HOME: "/nowhere", ...variables } });
  const context = {
    directory: "/nowhere",
    tree: { pyproject, git: changes.git === null ? null : { ...CLEAN, ...changes.git } },
    config: readConfig(pyproject),
    project,
    jobs: workflow === undefined ? [] : await claimsOf({ ".github/workflows/release.yml": workflow }),
    hidden:
      workflow === undefined
        ? []
        : await hiddenPlaces(treeOf({ ".github/workflows/release.yml": workflow }, null)),
    indexes: { default: index, extra: [], certificate: null },
    facts,
    offline,
    ports: node.ports,
  } as unknown as DoctorContext;
  return probe.run(context);
}

const told = (lines: readonly DoctorLine[]): readonly string[] =>
  lines.map(({ id, state, detail }) => `${id} ${state}: ${detail}`);

test.each([
  ["free", { facts: indexWith("demo", null) }, /^name ok: demo is free/],
  ["like another's", { facts: indexWith("demo", null, {}, ["d3mo"]) }, /^name wrong: .*too similar to d3mo/],
  [
    "ours",
    { facts: indexWith("demo", ["demo-1.0.tar.gz"]), git: { tags: [{ name: "v1.0" }] } },
    /^name ok: demo is ours/,
  ],
  [
    "on the index",
    { facts: indexWith("demo", ["demo-1.0.tar.gz"]) },
    /^name unknown: .*the project may belong to somebody else/,
  ],
  [
    "archived",
    { facts: indexWith("demo", ["demo-1.0.tar.gz"], { status: "archived" }) },
    /^name wrong: demo is archived/,
  ],
  ["not asked about", { offline: true }, /^name unknown: not queried: --offline/],
  ["not there to ask", {}, /^name unknown: the index did not answer/],
  ["missing", { project: "" }, /^name unknown: the project states no name/],
] as unknown as readonly (readonly [string, Changes, RegExp])[])(
  "a name that is %s",
  async (_what, changes, words) => {
    expect(told(await linesOf(name, changes))).toEqual([expect.stringMatching(words)]);
  },
);

const requires = (text: string): string => `[build-system]\nrequires = ["${text}"]\n`;
const FLIT = indexWith("flit-core", ["flit_core-3.12.0.tar.gz"]);

test.each([
  ["there", { pyproject: requires("flit_core>=3.11,<4"), facts: FLIT }, /^build-requirements ok/],
  ["too new", { pyproject: requires("flit_core>=9"), facts: FLIT }, /wrong: no version of flit_core/],
  [
    "not there",
    { pyproject: requires("nobody"), facts: indexWith("nobody", null) },
    /wrong: nobody is not on/,
  ],
  [
    "no requirement",
    { pyproject: requires("flit_core >< 3"), facts: FLIT },
    /wrong: .* is not a requirement/,
  ],
  ["not asked about", { offline: true }, /unknown: not queried: --offline/],
] as readonly (readonly [string, Changes, RegExp])[])(
  "a build requirement that is %s",
  async (_what, changes, words) => {
    const lines = await linesOf(buildRequirements, changes);
    expect(told(lines)).toEqual([expect.stringMatching(words)]);
  },
);

test.each([
  ["clean", {}, ["git-state ok: branch main, clean"]],
  ["dirty", { git: { dirty: ["a", "b"] } }, ["git-state wrong: branch main, 2 uncommitted changes"]],
  ["no repository", { git: null }, ["git-state unknown: the directory is not a git repository"]],
  [
    "shallow",
    { git: { shallow: true } },
    [
      "git-state ok: branch main, clean",
      "git-history wrong: the clone is shallow: tags and distances are missing",
    ],
  ],
  [
    "behind",
    { git: { upstream: { name: "origin/main", behind: 2, ahead: 0 } } },
    ["git-state ok: branch main, clean", "git-upstream wrong: main is 2 commits behind origin/main"],
  ],
] as unknown as readonly (readonly [string, Changes, readonly string[]])[])(
  "a checkout that is %s",
  async (_what, changes, expected) => {
    expect(told(await linesOf(git, changes))).toEqual(expected);
  },
);

test("proxies are shown without their credentials, and one that is not a URL is wrong", async () => {
  const shown = await linesOf(network, {
    offline: true,
    variables: { HTTPS_PROXY: "http://me:pw@proxy:3128" },
  });
  expect(told(shown)[0]).toMatch(/^proxies ok: HTTPS_PROXY=http:\/\/.*proxy:3128/);
  expect(told(shown).join()).not.toContain("pw");
  const bad = await linesOf(network, { offline: true, variables: { HTTPS_PROXY: "proxy:3128" } });
  expect(told(bad)[0]).toMatch(/^proxies wrong: .* is not a URL/);
});

test.each([
  ["answers", { status: 200, date: NOW }, ["index ok", "clock ok"]],
  [
    "answers an hour late",
    { status: 200, date: new Date(NOW.getTime() - 3_600_000) },
    ["index ok", "clock wrong"],
  ],
  [
    "answers an hour early",
    { status: 200, date: new Date(NOW.getTime() + 3_600_000) },
    ["index ok", "clock wrong"],
  ],
  ["wants credentials", { status: 401, date: NOW }, ["index wrong", "clock ok"]],
  ["is out of order", { status: 503, date: NOW }, ["index wrong", "clock ok"]],
  ["is not there", null, ["index wrong", "clock unknown"]],
])("an index that %s", async (_what, answer, states) => {
  await using node = nodePorts({});
  const server = await node.ports.servers.listen(() =>
    Promise.resolve({
      status: answer?.status ?? 500,
      headers: { date: answer?.date.toUTCString() ?? "" },
      body: "",
    }),
  );
  const index = `${server.origin}/simple`;
  if (answer === null) await server[Symbol.asyncDispose]();
  const lines = await linesOf(network, { index });
  if (answer !== null) await server[Symbol.asyncDispose]();
  expect(lines.slice(1).map(({ id, state }) => `${id} ${state}`)).toEqual(states);
});

test.each([
  ["of this project", apiToken('[1,["demo"]]'), /^token ok: .*valid for demo$/],
  ["of the account", apiToken('[3,"user"]'), /^token wrong: .*valid for every project/],
  ["of another project", apiToken('[1,["other"]]'), /^token wrong: .*valid for other, not for demo/],
  ["that has expired", apiToken("[0,1000000,0]", '[1,["demo"]]'), /^token wrong: .*expired on 1970-01-12/],
  ["of another form", "glpat-x", /^token unknown: .*its scope is unknown/],
  ["that is cut off", "pypi-AgEI...!!", /^token unknown: .*not a whole PyPI token/],
  ["with a restriction in bytes", apiToken("\u00ff\u00fe"), /^token unknown: .*restrictions cannot be read/],
  ["of a project by its id", apiToken('[2,["1111"]]'), /^token unknown: .*names by ID/],
  ["of a publisher", apiToken('[4,"p"]'), /^token ok: .*of a trusted publisher/],
])("a token %s", async (_what, text, words) => {
  const lines = await linesOf(tokens, { variables: { SHIPWHEEL_TOKEN: text } });
  expect(told(lines)).toEqual([expect.stringMatching(words)]);
  expect(JSON.stringify(lines)).not.toContain(text);
});

test("in CI a job without an identity is wrong, with its cause", async () => {
  const lines = await linesOf(tokens, { variables: { GITHUB_ACTIONS: "true" } });
  expect(told(lines)).toEqual([expect.stringMatching(/^identity wrong: .*id-token: write/)]);
});

const RECORDED =
  '[[tool.shipwheel.publish.publishers.pypi]]\nrepository = "Ada/Demo"\nworkflow = "release.yml"\nenvironment = "pypi"\n';

test.each([
  ["recorded", { pyproject: RECORDED, workflow: publishingWorkflow() }, /^publisher-pypi ok: .*matches/],
  [
    "other",
    { pyproject: RECORDED, workflow: publishingWorkflow({ environment: "live" }) },
    /^publisher-pypi wrong/,
  ],
  ["not recorded", { workflow: publishingWorkflow() }, /^publisher-pypi unknown: .*no registered publisher/],
  [
    "not wholly known",
    { pyproject: RECORDED, workflow: publishingWorkflow({ environment: "${{ vars.E }}" }) },
    /^publisher-pypi unknown: .*not compared: Environment name/,
  ],
  ["of no job", {}, /^publisher unknown: no job/],
  [
    "of a job without id-token: write, recorded or not",
    { workflow: publishingWorkflow().replace("{id-token: write}", "{contents: read}") },
    /^publisher-pypi wrong: .*lacks id-token: write/,
  ],
  [
    "of a job that pull_request_target starts",
    { workflow: publishingWorkflow({ on: "pull_request_target: {}" }) },
    /^publisher-pypi wrong: .*triggered by pull_request_target/,
  ],
  [
    "in a workflow that cannot be read",
    { workflow: "jobs:\n  pub: [unclosed\n" },
    /^publisher unknown: \.github\/workflows\/release\.yml cannot be read \(line \d/,
  ],
  [
    "of another letter case than the remote",
    { pyproject: RECORDED.replace("Ada/Demo", "Ada/demo"), workflow: publishingWorkflow() },
    /^publisher-pypi unknown: .*not compared: Repository .*case-sensitive/,
  ],
] as readonly (readonly [string, Changes, RegExp])[])(
  "a publisher that is %s",
  async (_what, changes, words) => {
    expect(told(await linesOf(publishers, changes))).toEqual([expect.stringMatching(words)]);
  },
);

test("every line that is wrong has a remedy", async () => {
  const wrong = [
    ...(await linesOf(name, { facts: indexWith("demo", null, {}, ["d3mo"]) })),
    ...(await linesOf(git, { git: { dirty: ["a"], shallow: true } as unknown as GitState })),
    ...(await linesOf(network, { offline: true, variables: { HTTPS_PROXY: "x" } })),
    ...(await linesOf(tokens, { variables: { SHIPWHEEL_TOKEN: apiToken('[3,"user"]') } })),
    ...(await linesOf(publishers, {
      pyproject: RECORDED,
      workflow: publishingWorkflow({ environment: "x" }),
    })),
  ].filter(({ state }) => state === "wrong");
  expect(wrong.length).toBeGreaterThanOrEqual(6);
  for (const line of wrong) expect(line.remedy ?? "", line.id).not.toBe("");
});
