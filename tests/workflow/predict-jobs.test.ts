import { expect, test } from "vitest";
import { readWorkflow, type Workflow } from "../../src/tree/workflows/model.ts";
import { parseYamlFile } from "../../src/tree/formats/yaml-file.ts";
import { generateFiles } from "../../src/workflow/generate/generate.ts";
import { fitsFilter } from "../../src/tree/workflows/ref-filter.ts";
import { predictJobs, type PredictedJob } from "../../src/workflow/rehearse/predict-jobs.ts";
import { startedWorkflows } from "../../src/workflow/rehearse/started-workflows.ts";
import { workflowEvent, type WorkflowEventName } from "../../src/workflow/rehearse/workflow-event.ts";
import { facts } from "./facts.ts";

const FACTS = { repository: "demo/demo", branch: "main", tag: "v1.2.3", commit: "0".repeat(40), inputs: {} };

async function workflowOf(text: string, path: string = ".github/workflows/w.yml"): Promise<Workflow> {
  const found = readWorkflow(await parseYamlFile(path, text));
  if (found === null) throw new Error("not a workflow");
  return found;
}

async function predicted(
  name: WorkflowEventName,
  ...texts: readonly string[]
): Promise<readonly PredictedJob[]> {
  const all = await Promise.all(texts.map((text) => workflowOf(text)));
  return predictJobs(all, workflowEvent(name, FACTS), FACTS);
}

async function generated(name: WorkflowEventName): Promise<readonly PredictedJob[]> {
  const files = await generateFiles("github", facts(), () => Promise.resolve(null));
  const all = await Promise.all(
    files.flatMap(({ path, after }) => (path.includes("/workflows/") ? [workflowOf(after, path)] : [])),
  );
  return predictJobs(all, workflowEvent(name, FACTS), FACTS);
}

const running = (jobs: readonly PredictedJob[]): readonly string[] =>
  jobs.filter(({ runs }) => runs !== "no").map(({ job }) => job);

test("the generated workflows: what each event starts, and who may publish", async () => {
  const verified = ["plan", "build", "verify", "verified"];
  const testpypi = ["publish-testpypi", "installed-testpypi"];
  expect(running(await generated("push"))).toEqual([...verified, ...testpypi]);
  expect(running(await generated("tag"))).toEqual([
    ...verified,
    ...testpypi,
    "attest",
    "draft-release",
    "publish-pypi",
    "installed-pypi",
    "publish-release",
  ]);
  expect(running(await generated("pull_request"))).toEqual(verified);
  expect(running(await generated("dispatch"))).toEqual([...verified, ...testpypi, "watch"]);
  const publisher = (await generated("tag")).find(({ job }) => job === "publish-pypi");
  expect(publisher).toMatchObject({
    environment: "pypi",
    permissions: { "id-token": "write" },
    claims: {
      sub: "repo:demo/demo:environment:pypi",
      job_workflow_ref: "demo/demo/.github/workflows/release.yml@refs/tags/v1.2.3",
      ref: "refs/tags/v1.2.3",
      event_name: "push",
    },
  });
});

const JOB = "    runs-on: ubuntu-latest\n    steps: [{ run: 'true' }]\n";

test("a pull request of a fork has no identity and writes nothing, whatever the file says", async () => {
  const [job] = await predicted(
    "pull_request",
    `on: pull_request\npermissions: write-all\njobs:\n  a:\n${JOB}`,
  );
  expect(job?.permissions).toMatchObject({ contents: "read" });
  expect(job?.permissions).not.toHaveProperty("id-token");
  expect(job?.claims).toBeNull();
});

test("a job that waits for a skipped one is skipped, unless its condition says otherwise", async () => {
  const text = `on: push\njobs:\n  a:\n    if: github.ref_type == 'tag'\n${JOB}  b:\n    needs: a\n${JOB}  c:\n    needs: a\n    if: always()\n${JOB}`;
  expect(running(await predicted("push", text))).toEqual(["c"]);
  expect(running(await predicted("tag", text))).toEqual(["a", "b", "c"]);
});

test("needs in a circle end", async () => {
  const text = `on: push\njobs:\n  a:\n    needs: b\n${JOB}  b:\n    needs: a\n${JOB}`;
  expect(running(await predicted("push", text))).toEqual([]);
});

test("an environment that an expression chooses is told as far as the event decides it", async () => {
  const text = `on: push\njobs:\n  a:\n    environment: \${{ github.ref_type == 'tag' && 'pypi' || 'testpypi' }}\n${JOB}  b:\n    environment: \${{ needs.x.outputs.y }}\n${JOB}`;
  const [a, b] = await predicted("tag", text);
  expect(a?.environment).toBe("pypi");
  expect(b?.environment).toEqual({ unknown: "needs.x.outputs.y" });
  expect((await predicted("push", text))[0]?.environment).toBe("testpypi");
});

test.each([
  ["v1.2.3", "v*", true],
  ["v1.2.3", "v[0-9]+.[0-9]+.[0-9]+", true],
  ["v1.2.3.dev1", "v*dev*", true],
  ["release/1.x", "release/*", true],
  ["release/1/x", "release/*", false],
  ["release/1/x", "release/**", true],
  ["Demo+1", "Demo\\+[0-9]*", true],
  ["v1", "1.0", false],
  ["v1", "[", false],
])("the ref %s and the pattern %s: %s", (name, pattern, is) => {
  expect(fitsFilter(name, [pattern])).toBe(is);
});

test.each([
  ["push", "on: push", true],
  ["push", "on:\n  push:\n    branches: [main]", true],
  ["push", "on:\n  push:\n    branches: [dev]", false],
  ["push", "on:\n  push:\n    tags: ['v*']", false],
  ["push", "on:\n  push:\n    branches-ignore: [main]", false],
  ["tag", "on:\n  push:\n    branches: [main]", false],
  ["tag", "on:\n  push:\n    tags: ['v*', '!v1*']", false],
  ["tag", "on:\n  push:\n    tags-ignore: ['v1*']", false],
  ["tag", "on: [push, pull_request]", true],
  ["dispatch", "on: push", false],
] as const)("%s and `%s`: %s", async (event, on, is) => {
  const workflow = await workflowOf(`${on}\njobs:\n  a:\n${JOB}`);
  expect(startedWorkflows([workflow], workflowEvent(event, FACTS)).length === 1).toBe(is);
});

test("a published release starts what waits for it, at its tag", async () => {
  const on = "on:\n  release: { types: [published] }\n";
  const job =
    "jobs:\n  publish:\n    runs-on: ubuntu-latest\n    environment: pypi\n    permissions: { id-token: write }\n";
  const steps =
    "    if: github.event.action == 'published' && !github.event.release.prerelease\n    steps:\n      - run: uv publish\n";
  const [publish] = await predicted("release", `${on}${job}${steps}`);
  expect(publish).toMatchObject({ runs: "yes", claims: { event_name: "release", ref: "refs/tags/v1.2.3" } });
  expect(await predicted("tag", `${on}${job}${steps}`)).toEqual([]);
  expect(await predicted("release", `${on.replace("published", "deleted")}${job}${steps}`)).toEqual([]);
});
