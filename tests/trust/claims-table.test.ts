import { ENDPOINTS } from "../../src/index-client/endpoints.ts";
import { expect, test } from "vitest";
import { CLAIMS_CASES } from "../support/trust/claims-table.ts";
import { publishingWorkflow } from "../support/trust/publishing-workflow.ts";
import { claimsOf, judgeFiles } from "../support/trust/judge-files.ts";

test.each(CLAIMS_CASES)("$what", async ({ files, remote, publisher, words, fields, unknown = [] }) => {
  const judged = await judgeFiles(files, remote, publisher);
  expect(judged).toHaveLength(1);
  expect(judged[0]?.refusal?.words ?? null).toBe(words);
  expect((judged[0]?.refusal?.differences ?? []).map(({ field }) => field)).toEqual(fields);
  expect((judged[0]?.unknown ?? []).map(({ field }) => field)).toEqual(unknown);
});

const twoIndexes = `on:
  push: {branches: [main], tags: ['v*']}
jobs:
  test:
    if: github.ref == 'refs/heads/main'
    environment: testpypi
    permissions: {id-token: write}
    steps:
      - uses: pypa/gh-action-pypi-publish@release/v1
        with: {repository-url: '${ENDPOINTS.testpypi.uploadUrl}'}
  live:
    if: startsWith(github.ref, 'refs/tags/')
    environment: pypi
    permissions: {id-token: write}
    steps:
      - uses: pypa/gh-action-pypi-publish@release/v1
`;

test("one set of claims a job and an index, with what starts it", async () => {
  const found = await claimsOf({ ".github/workflows/release.yml": twoIndexes });
  expect(found.map(({ job, index, fields, events }) => [job, index, fields.environment, events])).toEqual([
    ["live", "pypi", { value: "pypi" }, ["push of a tag"]],
    ["test", "testpypi", { value: "testpypi" }, ["push of a branch"]],
  ]);
});

test("a matrix of environments gives one set each", async () => {
  const text = publishingWorkflow({
    head: "strategy: {matrix: {include: [{to: pypi}, {to: mirror}]}}",
    environment: "${{ matrix.to }}",
  });
  const found = await claimsOf({ ".github/workflows/release.yml": text });
  expect(found.map(({ fields }) => fields.environment)).toEqual([{ value: "pypi" }, { value: "mirror" }]);
});

test("a job that no event reaches presents nothing", async () => {
  const text = publishingWorkflow({ head: "if: github.event_name == 'schedule'" });
  expect(await claimsOf({ ".github/workflows/release.yml": text })).toEqual([]);
});

const EVERYTHING = "push: {branches: [main], tags: ['v*']}, release: {types: [TYPES]}, workflow_dispatch: {}";

test.each([
  ["github.event.action == 'published'", "published", ["a published release"]],
  ["github.event.action == 'created'", "created", ["a published release"]],
  ["github.event.action == 'created'", "created, published", ["a published release"]],
  ["github.event.release.tag_name != ''", "published", ["a published release"]],
  [
    "github.event_name == 'push' && startsWith(github.event.ref, 'refs/tags')",
    "published",
    ["push of a tag"],
  ],
  ["github.event.ref == 'refs/heads/main'", "published", ["push of a branch", "workflow_dispatch"]],
])("what starts a job with if: %s", async (condition, types, expected) => {
  const text = publishingWorkflow({
    on: EVERYTHING.replace("TYPES", types),
    head: `if: ${JSON.stringify(condition)}`,
  });
  const [job] = await claimsOf({ ".github/workflows/release.yml": text });
  expect(job?.events).toEqual(expected);
});

test("a guard of the repository keeps the job of a fork from publishing", async () => {
  const text = publishingWorkflow({ head: "if: github.repository == 'ada/demo'" });
  const files = { ".github/workflows/release.yml": text };
  expect(await claimsOf(files)).toHaveLength(1);
  expect(await claimsOf(files, "https://github.com/fork/demo")).toEqual([]);
});

test.each([
  ["no YAML", "jobs: [}"],
  ["no mapping", "- a\n- b\n"],
  ["an endless expression", publishingWorkflow({ environment: `"\${{ ${"(".repeat(5000)} }}"` })],
  ["a name that moves the cursor", publishingWorkflow({ environment: '"pypi\\e[2J\\n::error::x"' })],
  ["an unfinished text", publishingWorkflow({ environment: '"${{ \'pypi }}"' })],
])("a workflow with %s has no made-up claims", async (_what, text) => {
  const found = await claimsOf({ ".github/workflows/release.yml": text });
  expect(
    found.every(({ fields }) => fields.environment !== undefined && "unknown" in fields.environment),
  ).toBe(true);
});

test("a job of GitLab presents what the template says that it extends", async () => {
  const pipeline = `.publish:
  id_tokens: {PYPI_ID_TOKEN: {aud: pypi}}
  environment: live
  script: [twine upload dist/*]
upload:
  extends: .publish
`;
  const found = await claimsOf({ ".gitlab-ci.yml": pipeline }, "https://gitlab.com/ada/demo");
  expect(found.map(({ job, index, fields }) => [job, index, fields.environment])).toEqual([
    ["upload", "pypi", { value: "live" }],
  ]);
});
