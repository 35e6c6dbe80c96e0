import { Buffer } from "node:buffer";
import { expect, test } from "vitest";
import { readConfig } from "../../src/config/read-config.ts";
import type { DoctorContext } from "../../src/doctor/probe.ts";
import { examineTrust, planRecord, type TrustedJob } from "../../src/doctor/trust.ts";
import { parseTomlFile } from "../../src/tree/formats/toml-file.ts";
import { indexWith } from "../support/index-facts.ts";
import { claimsOf } from "../support/trust/judge-files.ts";
import { publishingWorkflow } from "../support/trust/publishing-workflow.ts";

const FILES = { ".github/workflows/release.yml": publishingWorkflow() };

async function trustOf(facts: DoctorContext["facts"], settings = ""): Promise<TrustedJob | undefined> {
  const config = readConfig(parseTomlFile("pyproject.toml", Buffer.from(settings)));
  const jobs = await claimsOf(FILES);
  const context = { jobs, project: "demo", config, facts, ports: {} } as unknown as DoctorContext;
  return (await examineTrust(context))[0];
}

const OWN = "/manage/project/demo/settings/publishing/";
const PENDING = "/manage/account/publishing/";
const DENIED = "[tool.shipwheel.publish]\nexisting = false\n";

test.each([
  ["that is there: a publisher of its own", indexWith("demo", ["demo-1.0.tar.gz"]), "", true, OWN],
  ["that is not there: a pending one", indexWith("demo", null), "", false, PENDING],
  ["of which nobody knows: both pages", null, "", null, OWN],
  ["of which the settings tell", null, DENIED, false, PENDING],
])("a project %s", async (_what, facts, settings, exists, page) => {
  const found = await trustOf(facts, settings);
  expect(found?.exists).toBe(exists);
  expect(found?.page).toContain(page);
  if (exists === null) expect(found?.page).toContain(PENDING);
  // The page of a project that is there does not ask for its name.
  const fields = found?.form.map(([field]) => field) ?? [];
  expect(fields.includes("PyPI Project Name")).toBe(exists !== true);
  expect(fields.slice(-4)).toEqual(["Owner", "Repository name", "Workflow name", "Environment name"]);
});

test("what only a run knows is not recorded, and told", async () => {
  const jobs = await claimsOf({
    ".github/workflows/release.yml": publishingWorkflow({ environment: "${{ vars.TARGET }}" }),
  });
  const { publishers, left } = planRecord(jobs);
  expect([...publishers]).toEqual([]);
  expect(left).toEqual(["publish of .github/workflows/release.yml: Environment name is not known"]);
});

test.each([
  ["without id-token: write", publishingWorkflow().replace("{id-token: write}", "{}"), /lacks id-token/],
  ["of pull_request_target", publishingWorkflow({ on: "pull_request_target: {}" }), /pull_request_target/],
])("a job %s is never recorded, whatever is registered", async (_what, workflow, words) => {
  const { publishers, left } = planRecord(await claimsOf({ ".github/workflows/release.yml": workflow }));
  expect([...publishers]).toEqual([]);
  expect(left).toEqual([expect.stringMatching(words)]);
});
