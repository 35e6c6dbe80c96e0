import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";

import { nodePorts } from "../../src/adapters/node-ports.ts";
import { openAdvisories } from "../../src/advisories/open-advisories.ts";
import { databasePath, loadDatabase, type LoadedDatabase } from "../../src/advisories/database.ts";
import { importDatabase } from "../../src/advisories/import-database.ts";
import { matchAdvisories } from "../../src/advisories/match.ts";
import { OSV_VERDICTS } from "../support/osv-verdicts.ts";
import { buildZip, type ZipMemberSpec } from "../support/zip.ts";

const directory = mkdtempSync(join(tmpdir(), "shipwheel-advisories-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function imported(bytes: Uint8Array, names: readonly string[]): Promise<LoadedDatabase | null> {
  const file = join(directory, "all.zip");
  const target = join(directory, "kept", "pypi.osv");
  writeFileSync(file, bytes);
  await using node = nodePorts({});
  await importDatabase(file, target, node.ports);
  return loadDatabase(target, names, node.ports);
}

const members = (...records: readonly { readonly id?: string }[]): ZipMemberSpec[] =>
  records.map((each, at) => ({ name: `${each.id ?? at}.json`, content: JSON.stringify(each) }));

test("an imported database gives all 49 verdicts", async () => {
  const zip = buildZip({ members: members(...OSV_VERDICTS.map(({ record }) => record)) });
  const database = await imported(zip, ["demo", "demo-pkg-x", "absent"]);
  expect(database?.facts).toMatchObject({
    records: 12,
    projects: 2,
    unread: 0,
    newest: "2026-03-02T00:00:00Z",
  });
  for (const { record, verdicts } of OSV_VERDICTS) {
    for (const { name, version, affected } of verdicts) {
      const { vulnerabilities } = matchAdvisories([{ name, version }], database ?? { recordsOf: () => [] });
      const ids = vulnerabilities.flatMap((each) => each.ids);
      expect(ids.includes(record.id), `${record.id} ${name} ${version}`).toBe(affected);
    }
  }
});

test("what is no record of a known form is counted, and other ecosystems are left out", async () => {
  const odd = [
    { id: "N-1", affected: [{ package: { ecosystem: "npm", name: "demo" } }] },
    { id: "X-2", schema_version: "3.0" },
    {},
  ];
  const good = {
    id: "X-1",
    modified: "2026-01-01T00:00:00Z",
    affected: [{ package: { ecosystem: "PyPI", name: "Dëmo" }, versions: ["1"] }],
  };
  const database = await imported(buildZip({ members: members(good, ...odd) }), ["dëmo"]);
  expect(database?.facts).toMatchObject({ records: 1, unread: 2 });
  expect(database?.recordsOf("dëmo")).toHaveLength(1);
});

describe("what is no exported database", () => {
  const record = { id: "X-1", affected: [{ package: { ecosystem: "PyPI", name: "demo" }, versions: ["1"] }] };
  const content = JSON.stringify(record);
  const whole = buildZip({ members: members(record) });
  test.each([
    ["a text", Buffer.from("id,modified")],
    ["a truncated zip", whole.subarray(0, -30)],
    ["a zip without advisories", buildZip({ members: [{ name: "readme.txt", content }] })],
    ["a bomb", buildZip({ members: [{ name: "X-1.json", content, central: { size: 2 ** 31 } }] })],
    [
      "a member that is larger than it says",
      buildZip({ members: [{ name: "X-1.json", content, central: { size: 3 } }] }),
    ],
    ["an encrypted member", buildZip({ members: [{ name: "X-1.json", content, central: { flags: 1 } }] })],
  ])("%s is rejected, and leaves the former database", async (_, bytes) => {
    await imported(whole, ["demo"]);
    await expect(imported(bytes, [])).rejects.toMatchObject({ code: "audit/bad-database" });
    await using node = nodePorts({});
    const kept = await loadDatabase(join(directory, "kept", "pypi.osv"), ["demo"], node.ports);
    expect(kept?.recordsOf("demo")).toHaveLength(1);
    expect(readdirSync(join(directory, "kept"))).toEqual(["pypi.osv"]);
  });

  test("a member with a path is read, and written nowhere", async () => {
    const zip = buildZip({ members: [{ name: "../../X-1.json", content }] });
    expect((await imported(zip, ["demo"]))?.recordsOf("demo")).toHaveLength(1);
    expect(readdirSync(directory).sort()).toEqual(["all.zip", "kept"]);
  });

  test("a kept file of another form is said to be one", async () => {
    const path = join(directory, "old.osv");
    writeFileSync(path, "x".repeat(200));
    await using node = nodePorts({});
    await expect(loadDatabase(path, [], node.ports)).rejects.toMatchObject({ code: "audit/bad-database" });
    expect(await loadDatabase(join(directory, "none"), [], node.ports)).toBeNull();
  });
});

test("offline, the imported database decides, and without one nothing is checked", async () => {
  await using node = nodePorts({});
  const variables = { ...node.ports.environment.variables, XDG_CACHE_HOME: join(directory, "cache") };
  const ports = { ...node.ports, environment: { ...node.ports.environment, variables } };
  const open = (): ReturnType<typeof openAdvisories> =>
    openAdvisories([{ name: "demo", version: "1" }], { offline: true, service: null }, ports);
  await expect(open()).rejects.toMatchObject({ code: "audit/no-database", phase: "unavailable" });
  const record = { id: "X-1", affected: [{ package: { ecosystem: "PyPI", name: "demo" }, versions: ["1"] }] };
  writeFileSync(join(directory, "all.zip"), buildZip({ members: members(record) }));
  await importDatabase(join(directory, "all.zip"), await databasePath(ports), ports);
  expect(await open()).toMatchObject({ origin: { database: { records: 1 } } });
});
