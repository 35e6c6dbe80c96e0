import { expect, test } from "vitest";
import { planRecord } from "../../src/doctor/trust.ts";
import { ENDPOINTS } from "../../src/index-client/endpoints.ts";
import { planIdentity } from "../../src/trust/plan-identity.ts";
import { formOf } from "../../src/trust/publisher-form.ts";
import { claimsOf } from "../support/trust/judge-files.ts";

const named = (name: string): string => `[project]\nname = "${name}"\n`;
const BOTH = { "pyproject.toml": named("hatch"), "backend/pyproject.toml": named("hatchling") };

const workflow = (job: string, more = "", tags = "v*"): string =>
  `on: {push: {tags: ['${tags}']}}\njobs:\n  ${job}:\n    permissions: {id-token: write}\n    steps:\n${more}      - uses: pypa/gh-action-pypi-publish@release/v1\n`;
const fetches = (name: string): string =>
  `      - {uses: actions/download-artifact@v4, with: {pattern: '${name}'}}\n`;

/** The doubt about each workflow's job by file, and what of it would be recorded. */
async function doubts(files: Readonly<Record<string, string>>) {
  const jobs = await claimsOf(
    Object.fromEntries(
      Object.entries(files).map(([path, text]) => [
        path.endsWith(".yml") ? `.github/workflows/${path}` : path,
        text,
      ]),
    ),
  );
  return { jobs, why: jobs.map(({ doubt }) => doubt?.why ?? null), record: planRecord(jobs) };
}

test.each([
  ["its file", { "build-hatchling.yml": workflow("publish") }],
  ["its id", { "r.yml": workflow("publish-hatchling") }],
  [
    "its id, whatever all tags are",
    { "r.yml": workflow("publish_hatchling", "", "hatch-v*', 'hatchling-v*") },
  ],
  ["its tags", { "r.yml": workflow("publish", "", "hatchling-v*") }],
  ["what it fetches", { "r.yml": workflow("publish", fetches("hatchling_files_*")) }],
])("a job that names another project by %s is not recorded for this one", async (_what, files) => {
  const { jobs, why, record } = await doubts({ ...BOTH, ...files });
  expect(why).toEqual([expect.stringContaining("names hatchling, not hatch")]);
  expect(record.publishers.size).toBe(0);
  expect(record.left).toEqual([expect.stringContaining("PyPI Project Name is not known")]);
  const [job] = jobs;
  expect(job === undefined ? [] : formOf(job, "hatch")[0]).toEqual([
    "PyPI Project Name",
    expect.stringContaining("unknown: "),
  ]);
  const publisher = { provider: "github" as const, repository: "Ada/Demo", workflow: "build-hatch.yml" };
  expect(planIdentity(jobs, { pypi: [publisher] }, "pypi")).toMatchObject({ job: null, others: [] });
});

test.each([
  ["a job that names this project", { ...BOTH, "build-hatch.yml": workflow("publish") }],
  ["the only job", { ...BOTH, "r.yml": workflow("publish") }],
  [
    "a repository of one project",
    { "pyproject.toml": named("hatch"), "a.yml": workflow("a"), "b.yml": workflow("b") },
  ],
  [
    "a project of the tests",
    { "pyproject.toml": named("hatch"), "tests/x/pyproject.toml": named("ship"), "ship.yml": workflow("p") },
  ],
])("no doubt: %s", async (_what, files) => {
  const { why, record } = await doubts(files);
  expect(why.every((each) => each === null)).toBe(true);
  expect(record.left).toEqual([]);
});

test("the job that is left when another one names the other project is this project's", async () => {
  const { jobs, why } = await doubts({
    ...BOTH,
    "a.yml": workflow("publish"),
    "b.yml": workflow("hatchling"),
  });
  expect(why).toEqual([null, expect.stringContaining("hatchling")]);
  expect(planIdentity(jobs, {}, "pypi").job?.job).toBe("publish");
});

test("several jobs for one index of which none names a project", async () => {
  const { why, record } = await doubts({ ...BOTH, "a.yml": workflow("first"), "b.yml": workflow("second") });
  const words = "2 jobs publish to one index, and the repository also has hatchling";
  expect(why).toEqual([words, words]);
  expect(record.left).toHaveLength(2);
});

test("uv publish --index takes the address of [[tool.uv.index]]", async () => {
  const pyproject = `${named("demo")}[[tool.uv.index]]\nname = "tp"\npublish-url = "${ENDPOINTS.testpypi.uploadUrl}"\n`;
  const text = (index: string): string =>
    workflow("up").replace(
      "uses: pypa/gh-action-pypi-publish@release/v1",
      `run: uv publish --index ${index}`,
    );
  const indexes = async (name: string) =>
    (await doubts({ "pyproject.toml": pyproject, "r.yml": text(name) })).jobs.map(({ index }) => index);
  expect(await indexes("tp")).toEqual(["testpypi"]);
  expect(await indexes("other")).toEqual(["private"]);
});
