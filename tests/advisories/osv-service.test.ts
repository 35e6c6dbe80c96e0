import { expect, test } from "vitest";

import { nodePorts } from "../../src/adapters/node-ports.ts";
import { matchAdvisories, type Package } from "../../src/advisories/match.ts";
import { askService } from "../../src/advisories/osv-service.ts";
import { Fault } from "../../src/findings/fault.ts";
import { playedOsv, type OsvRecord, type PlayedOsvOptions } from "../support/played-osv.ts";

const record = (id: string, more: object = {}): OsvRecord => ({
  id,
  affected: [{ package: { ecosystem: "PyPI", name: "demo" }, versions: ["1.0"] }],
  ...more,
});

async function ask(
  packages: readonly Package[],
  options: PlayedOsvOptions,
): Promise<{ ids: string[]; asked: string[] }> {
  await using osv = await playedOsv(options);
  await using node = nodePorts({});
  const served = await askService(packages, `${osv.address}/`, node.ports);
  return { ids: matchAdvisories(packages, served).vulnerabilities.map(({ id }) => id), asked: osv.asked };
}

test("pages are asked for until none is left, each record once", async () => {
  const ids = ["X-1", "X-2", "X-3", "X-4", "X-5"];
  const { ids: found, asked } = await ask(
    [
      { name: "Demo", version: "1.0" },
      { name: "other", version: "1.0" },
      { name: "demo", version: "1.0+local" },
    ],
    { records: ids.map((id) => record(id)), matches: { "demo 1.0": ids }, pageSize: 2 },
  );
  expect(found).toEqual([...ids, ...ids]);
  expect(asked.filter((each) => each.startsWith("POST"))).toEqual([
    "POST /v1/querybatch 3",
    "POST /v1/querybatch 2",
    "POST /v1/querybatch 2",
  ]);
  expect(asked.filter((each) => each.startsWith("GET"))).toHaveLength(5);
});

test("more than a thousand packages are asked for in several batches", async () => {
  const packages = Array.from({ length: 1001 }, (_, at) => ({ name: `p${at}`, version: "1" }));
  const { asked } = await ask(packages, { records: [], matches: {} });
  expect(asked).toEqual(["POST /v1/querybatch 1000", "POST /v1/querybatch 1"]);
});

test.each([
  ["answers with an error", { status: 500 }, "audit/service-unreachable"],
  ["answers no JSON", { body: "<html>" }, "audit/service-answer"],
  ["answers fewer results", { body: '{"results":[]}' }, "audit/service-answer"],
  ["names a record that it does not have", { matches: { "demo 1.0": ["X-9"] } }, "audit/service-unreachable"],
])("a service that %s leaves everything unchecked", async (_, options, code) => {
  const asking = ask([{ name: "demo", version: "1.0" }], { records: [], matches: {}, ...options });
  const error = await asking.catch((each: unknown) => each);
  expect(error).toBeInstanceOf(Fault);
  expect(error).toMatchObject({ code, phase: "unavailable" });
});
