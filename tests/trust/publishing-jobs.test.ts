import { expect, test } from "vitest";
import { ENDPOINTS } from "../../src/index-client/endpoints.ts";
import { hiddenPlaces } from "../../src/trust/hidden-places.ts";
import { parseRemotes } from "../../src/text/git-remotes.ts";
import { repositoryOf } from "../../src/trust/repository-of.ts";
import { claimsOf, treeOf } from "../support/trust/judge-files.ts";

const HEAD = "on: {push: {tags: ['v*']}}\njobs:\n  p:\n    permissions: {id-token: write}\n";

/** Index and environment of each publishing job of a workflow, and what is in its way. */
async function jobsOf(
  job: string,
  more: Readonly<Record<string, string>> = {},
): Promise<readonly (readonly [string, unknown])[]> {
  const found = await claimsOf({ ".github/workflows/release.yml": `${HEAD}${job}`, ...more });
  return found.map(({ index, fields }) => [
    index,
    fields.environment === undefined || "unknown" in fields.environment
      ? undefined
      : fields.environment.value,
  ]);
}

const run = (command: string, env = ""): string =>
  `    ${env === "" ? "" : `env: {${env}}\n    `}steps:\n      - run: ${JSON.stringify(command)}\n`;

test.each([
  ["twine's repository in env", run("twine upload dist/*", "TWINE_REPOSITORY: testpypi"), "testpypi"],
  ["twine's repository in the command", run("TWINE_REPOSITORY=testpypi twine upload dist/*"), "testpypi"],
  ["twine's repository exported", run("export TWINE_REPOSITORY=testpypi\ntwine upload dist/*"), "testpypi"],
  [
    "twine's repository by GITHUB_ENV",
    '    steps:\n      - run: echo "TWINE_REPOSITORY=testpypi" >> $GITHUB_ENV\n      - run: twine upload dist/*\n',
    "testpypi",
  ],
  ["uv's index in env", run("uv publish", "UV_PUBLISH_INDEX: testpypi"), "testpypi"],
  ["pdm's repository in env", run("pdm publish", "PDM_PUBLISH_REPO: testpypi"), "testpypi"],
  ["the shell's variable", run('twine upload -r "$TO" dist/*', "TO: testpypi"), "testpypi"],
  ["a name that the run decides", run("twine upload dist/*", "TWINE_REPOSITORY: '${{ vars.X }}'"), "unknown"],
  ["a name of its own", run("twine upload dist/*", "TWINE_REPOSITORY: internal"), "private"],
  ["the option of another command", run("pip install -r tools.txt && twine upload dist/*"), "pypi"],
  [
    "an address by the matrix",
    `    strategy: {matrix: {url: ['${ENDPOINTS.testpypi.uploadUrl}']}}\n${run("twine upload --repository-url ${{ matrix.url }} dist/*")}`,
    "testpypi",
  ],
])("the index of a command: %s", async (_what, job, index) => {
  expect((await jobsOf(job)).map(([found]) => found)).toEqual([index]);
});

test.each([
  ["poetry", "poetry config pypi-token.pypi ${{ secrets.X }}\npoetry publish"],
  ["hatch", "hatch publish"],
  ["flit", "flit publish"],
  ["twine with a password in the command", "TWINE_PASSWORD=${{ secrets.X }} twine upload dist/*"],
  ["uv that is told not to", "uv publish --trusted-publishing never"],
  ["uv with a short option", 'uv publish -t "$TOKEN"'],
  ["pdm with stored credentials", 'pdm config repository.pypi.password "$TOKEN"\npdm publish'],
  ["twine with a .pypirc", 'echo "$PYPIRC" > ~/.pypirc\ntwine upload dist/*'],
])("asks for no identity: %s", async (_what, command) => {
  expect(await jobsOf(run(command))).toEqual([]);
});

const UPLOAD =
  "    steps: [{uses: pypa/gh-action-pypi-publish@release/v1, with: {repository-url: '${{ matrix.url }}'}}]\n";

test.each([
  ["exclude takes a row away", "{a: [x, y], exclude: [{a: x}]}", "e-${{ matrix.a }}", [["pypi", "e-y"]]],
  [
    "exclude of two lists",
    "{a: [x, y], b: [p, q], exclude: [{a: x, b: p}, {a: y}]}",
    "${{ matrix.a }}-${{ matrix.b }}",
    [["pypi", "x-q"]],
  ],
  [
    "include extends the rows that it fits",
    `{to: [testpypi, pypi], include: [{to: testpypi, url: '${ENDPOINTS.testpypi.uploadUrl}'}, {to: pypi, url: ''}]}`,
    "${{ matrix.to }}",
    [
      ["testpypi", "testpypi"],
      ["pypi", "pypi"],
    ],
  ],
  [
    "include without a listed key extends every row",
    "{to: [a, b], include: [{url: ''}]}",
    "${{ matrix.to }}",
    [
      ["pypi", "a"],
      ["pypi", "b"],
    ],
  ],
  [
    "include that fits no row is one",
    "{to: [a], include: [{to: b}]}",
    "${{ matrix.to }}",
    [
      ["pypi", "a"],
      ["pypi", "b"],
    ],
  ],
  ["all excluded: no job", "{a: [x], exclude: [{a: x}]}", "${{ matrix.a }}", []],
  [
    "include by an expression",
    "{to: [a], include: '${{ fromJSON(needs.x.outputs.m) }}'}",
    "${{ matrix.to }}",
    [
      ["pypi", "a"],
      ["unknown", undefined],
    ],
  ],
] as const)("a matrix: %s", async (_what, matrix, environment, expected) => {
  const job = `    strategy: {matrix: ${matrix}}\n    environment: ${environment}\n`;
  const url = matrix.includes("url") || matrix.includes("fromJSON");
  const upload = url ? UPLOAD : UPLOAD.replace("'${{ matrix.url }}'", "''");
  const found = await jobsOf(job + upload);
  expect(found).toEqual(
    matrix.includes("fromJSON") ? expect.arrayContaining([...expected].slice(1)) : expected,
  );
});

const COMPOSITE = `inputs: {url: {default: ''}}
runs:
  using: composite
  steps:
    - uses: pypa/gh-action-pypi-publish@release/v1
      with: {repository-url: '\${{ inputs.url }}'}
`;

test("an action of the repository that publishes is read, with its inputs", async () => {
  const actions = { ".github/actions/pub/action.yml": COMPOSITE };
  const uses = (more: string): string =>
    `    environment: e\n    steps: [{uses: ./.github/actions/pub${more}}]\n`;
  expect(await jobsOf(uses(""), actions)).toEqual([["pypi", "e"]]);
  expect(await jobsOf(uses(`, with: {url: '${ENDPOINTS.testpypi.uploadUrl}'}`), actions)).toEqual([
    ["testpypi", "e"],
  ]);
});

const CALL = `on: {push: {tags: ['v*']}}
jobs:
  call:
    permissions: {PERMISSION: write}
    uses: ./.github/workflows/publish.yml
`;
const CALLED = `on: {workflow_call: {}}
jobs:
  p: {steps: [{uses: pypa/gh-action-pypi-publish@release/v1, with: {attestations: ATTEST}}]}
`;

test.each([
  ["the caller grants it, and nothing is attested", "id-token", "false", null],
  ["the caller does not", "contents", "false", /lacks id-token/],
  ["attestations name the caller", "id-token", "true", /attests its files/],
])("a called workflow without permissions of its own: %s", async (_what, permission, attest, what) => {
  const [job] = await claimsOf({
    ".github/workflows/release.yml": CALL.replace("PERMISSION", permission),
    ".github/workflows/publish.yml": CALLED.replace("ATTEST", attest),
  });
  if (what === null) expect(job?.obstacle).toBeNull();
  else expect(job?.obstacle?.what).toMatch(what);
});

test.each([
  ["a workflow of others", "    uses: Grace/CI/.github/workflows/upload.yml@v1\n", /Grace\/CI/],
  ["an action of others", "    steps: [{uses: grace/pypi-auto-publish@v1}]\n", /pypi-auto-publish/],
  ["a signer", "    uses: slsa-framework/slsa-github-generator/.github/workflows/g.yml@v2\n", null],
])("an identity that is handed over is said as unknown: %s", async (_what, job, why) => {
  const found = await hiddenPlaces(treeOf({ ".github/workflows/release.yml": HEAD + job }, null));
  expect(found.map((each) => each.why)).toEqual(why === null ? [] : [expect.stringMatching(why)]);
});

test.each([
  ["make release", "make release"],
  ["cd x && make -s -C sub release VERSION=1", "make -s -C sub release"],
  ["./publish.sh", "./publish.sh"],
  ["scripts/rel.sh --now", "scripts/rel.sh"],
  ["bash scripts/rel.sh", "bash scripts/rel.sh"],
  ["TOKEN=x bash -e scripts/rel.sh", "bash -e scripts/rel.sh"],
  ["python tools/upload.py", "python tools/upload.py"],
  ["nox -s release", "nox -s release"],
  ["pip install x && just ship", "just ship"],
  ["make test", null],
  ["make docs\nmake build\nmake package", null],
  ["pip install .", null],
  ["make release\nuv publish", null],
])("a command that may publish out of sight is said: %s", async (command, shown) => {
  const found = await hiddenPlaces(treeOf({ ".github/workflows/release.yml": HEAD + run(command) }, null));
  expect(found.map(({ why }) => why)).toEqual(
    shown === null ? [] : [expect.stringContaining(`runs ${shown}: whether that publishes cannot be seen`)],
  );
});

test("an identity that an action explains, or that all jobs have, is not for a command", async () => {
  const steps = "    steps:\n      - run: make site\n";
  const pages = `${HEAD}${steps}      - uses: actions/deploy-pages@v4\n`;
  const all = `on: push\npermissions: {id-token: write}\njobs:\n  p:\n${steps}`;
  expect(
    await hiddenPlaces(treeOf({ ".github/workflows/a.yml": pages, ".github/workflows/b.yml": all }, null)),
  ).toEqual([]);
});

test.each([
  ["", "it has no jobs"],
  ["- a\n", "it has no jobs"],
  ["on: push\n", "it has no jobs"],
  ["on: push\njobs: 5\n", "jobs is not a mapping"],
  ["on: push\njobs: {a: 5}\n", "the job a is not a mapping"],
])("a workflow of the wrong shape is said: %j", async (text, why) => {
  const found = await hiddenPlaces(treeOf({ ".github/workflows/x.yml": text }, null));
  expect(found).toMatchObject([{ file: ".github/workflows/x.yml", why: expect.stringContaining(why) }]);
});

test.each([
  ["${{ env.E }}", "context env"],
  ["${{ Secrets.E }}", "context Secrets"],
  ["${{ vars.Target }}", null],
  ["${{ needs.env.outputs.e }}", null],
])("an environment by a context that GitHub does not have there: %s", async (environment, what) => {
  const job = `    environment: "${environment}"\n    steps: [{uses: pypa/gh-action-pypi-publish@release/v1}]\n`;
  const [found] = await claimsOf({ ".github/workflows/release.yml": HEAD + job });
  if (what === null) expect(found?.obstacle).toBeNull();
  else expect(found?.obstacle?.what).toContain(what);
  const shown = found?.fields.environment;
  expect(shown !== undefined && "unknown" in shown ? shown.unknown : "").toContain(
    /(?:env|Secrets|Target|needs)[\w.]*/.exec(environment)?.[0].split(".")[0] ?? "",
  );
});

const PUBLISH =
  "publish:\n  script: [uvx twine upload dist/*]\n  environment: pypi\n  id_tokens: {NAME: {aud: AUD}}\n";
const publish = (name: string, audience = "pypi"): string =>
  PUBLISH.replace("NAME", name).replace("AUD", audience);

test("GitLab: jobs of included files are read, and files of others are said", async () => {
  const files = {
    ".gitlab-ci.yml":
      "include:\n  - local: /ci/*.yml\n  - {project: g/ci, file: p.yml}\n  - {template: Jobs/SAST.gitlab-ci.yml}\n",
    "ci/publish.yml": publish("PYPI_ID_TOKEN"),
    "other/publish.yml": publish("PYPI_ID_TOKEN").replace("publish:", "more:"),
  };
  const found = await claimsOf(files, "https://gitlab.com/ada/demo");
  expect(found.map(({ file, fields }) => [file, fields.workflow])).toEqual([
    ["ci/publish.yml", { value: ".gitlab-ci.yml" }],
  ]);
  const hidden = await hiddenPlaces(treeOf(files, null));
  expect(hidden.map(({ why }) => why)).toEqual([expect.stringContaining("project: g/ci")]);
});

test("GitLab: a template of an included file, and a job that two files describe", async () => {
  const files = {
    ".gitlab-ci.yml": "include: ci/base.yml\npublish:\n  environment: live\nmore:\n  extends: .upload\n",
    "ci/base.yml": `${publish("PYPI_ID_TOKEN")}.upload:\n  script: [twine upload dist/*]\n  id_tokens: {PYPI_ID_TOKEN: {aud: pypi}}\n`,
  };
  const found = await claimsOf(files, "https://gitlab.com/ada/demo");
  expect(found.map(({ job, fields }) => [job, fields.environment])).toEqual([
    ["publish", { value: "live" }],
    ["more", { value: null }],
  ]);
});

test.each([
  ["PYPI_ID_TOKEN", "pypi", null],
  ["TESTPYPI_ID_TOKEN", "testpypi", null],
  ["PYPI_ID_TOKEN", "testpypi", /for TestPyPI in PYPI_ID_TOKEN/],
])("GitLab: the identity %s for %s", async (name, audience, what) => {
  const [job] = await claimsOf({ ".gitlab-ci.yml": publish(name, audience) }, null);
  if (what === null) expect(job?.obstacle).toBeNull();
  else expect(job?.obstacle?.what).toMatch(what);
});

test.each([
  ["https://github.com/Ada/Demo.git", "github", { value: "Ada/Demo" }],
  ["ssh://git@ssh.github.com:443/Ada/Demo.git", "github", { value: "Ada/Demo" }],
  ["git@gitlab.com:ada/tools/demo.git", "gitlab", { value: "ada/tools/demo" }],
  ["git@ghe.corp.example:ada/ok.git", "github", { unknown: expect.stringContaining("ghe.corp.example") }],
  ["https://bitbucket.org/ada/ok", "github", { unknown: expect.stringContaining("bitbucket.org") }],
  ["https://gitlab.com/ada/ok", "github", { unknown: expect.stringContaining("gitlab.com") }],
  ["/srv/git/demo", "github", { unknown: expect.stringContaining("not the URL") }],
] as const)("the repository of %s on %s", (remoteUrl, host, expected) => {
  expect(repositoryOf({ remoteUrl }, host)).toEqual(expected);
});

test("an address that the configuration of git rewrites", () => {
  const text = [
    "remote.origin.url gh:ada/demo",
    "url.https://github.example/.insteadof g",
    "url.https://ada:token@github.com/.insteadof gh:",
  ].join("\n");
  expect(parseRemotes(text, null).remoteUrl).toBe("https://github.com/ada/demo");
});

test("several remotes of which none is the project's", () => {
  const git = { remoteUrl: "https://github.com/Ada/ok", undecidedRemotes: ["fork", "upstream"] };
  expect(repositoryOf(git, "github")).toEqual({ unknown: expect.stringContaining("fork, upstream") });
});
