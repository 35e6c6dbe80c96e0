import { describe, expect, test } from "vitest";

import { matchAdvisories, type AdvisoryDatabase, type Package } from "../../src/advisories/match.ts";
import { isUnread, readRecord } from "../../src/advisories/record.ts";
import { rateVulnerabilities } from "../../src/advisories/severity.ts";
import { OSV_VERDICTS } from "../support/osv-verdicts.ts";

function holding(...records: readonly unknown[]): AdvisoryDatabase {
  const read = records.map(readRecord).flatMap((each) => (isUnread(each) ? [] : [each]));
  return { recordsOf: (name) => read.filter(({ affected }) => affected.has(name)) };
}

function idsFor(packages: readonly Package[], ...records: readonly unknown[]): readonly string[] {
  return matchAdvisories(packages, holding(...records)).vulnerabilities.map(({ id }) => id);
}

const about = (id: string, affected: object, more: object = {}): object => ({
  id,
  modified: "2026-01-01T00:00:00Z",
  affected: [{ package: { ecosystem: "PyPI", name: "demo" }, ...affected }],
  ...more,
});
const since = (introduced: string, fixed?: string): object => ({
  ranges: [{ type: "ECOSYSTEM", events: [{ introduced }, ...(fixed === undefined ? [] : [{ fixed }])] }],
});
const DEMO = { name: "demo", version: "1.0" };

describe("the 49 verdicts of OSV's records", () => {
  test("there are 49", () => {
    expect(OSV_VERDICTS.flatMap(({ verdicts }) => verdicts)).toHaveLength(49);
  });

  test.each(
    OSV_VERDICTS.flatMap(({ record, verdicts }) =>
      verdicts.map((each) => ({
        record,
        id: record.id,
        sign: each.affected ? "affects" : "spares",
        ...each,
      })),
    ),
  )("$id $sign $name $version", ({ record, name, version, affected }) => {
    expect(idsFor([{ name, version }], record)).toEqual(affected ? [record.id] : []);
  });

  test("a fixed version that is listed as affected is no fix", () => {
    const record = OSV_VERDICTS.find(({ record: { id } }) => id === "TEST-2026-0008")?.record;
    const [found] = matchAdvisories([{ name: "demo", version: "0.9" }], holding(record)).vulnerabilities;
    expect(found?.fixedIn).toEqual([]);
  });

  test("a range that cannot be read is said to be", () => {
    const record = OSV_VERDICTS.find(({ record: { id } }) => id === "TEST-2026-0012")?.record;
    const [found] = matchAdvisories([{ name: "demo", version: "0.3" }], holding(record)).vulnerabilities;
    expect(found).toMatchObject({ isUnreadable: true, fixedIn: [] });
  });
});

describe("records of other forms", () => {
  test.each([
    ["affected null", { id: "X-1", affected: null }],
    ["affected absent", { id: "X-1" }],
    ["no package", { id: "X-1", affected: [{ versions: ["1.0"] }] }],
    ["no events", about("X-1", { ranges: [{ type: "ECOSYSTEM", events: [] }] })],
    [
      "ranges, versions, aliases and severity null",
      { ...about("X-1", { ranges: null, versions: null }), aliases: null, severity: null },
    ],
    [
      "another ecosystem",
      { id: "X-1", affected: [{ package: { ecosystem: "npm", name: "demo" }, versions: ["1.0"] }] },
    ],
  ])("%s affects nothing", (_, record) => {
    expect(isUnread(readRecord(record))).toBe(false);
    expect(idsFor([DEMO], record)).toEqual([]);
  });

  test.each([
    ["text"],
    [null],
    [[]],
    [{}],
    [{ id: 5 }],
    [{ id: "X-1", schema_version: "2.0.0" }],
    [{ id: "X-1", affected: "all" }],
  ])("%j is no record", (value) => {
    expect(readRecord(value)).toHaveProperty("problem");
  });

  test("an event with two keys clears nothing", () => {
    const record = about("X-1", {
      ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "0", fixed: "0.5" }] }],
    });
    const [found] = matchAdvisories([DEMO], holding(record)).vulnerabilities;
    expect(found).toMatchObject({ id: "X-1", isUnreadable: true });
  });

  test("a version that is none of PEP 440 is matched by its text, and never clean", () => {
    const odd = { name: "demo", version: "1.0-bulbasaur" };
    expect(idsFor([odd], about("X-1", { versions: ["1.0-bulbasaur"] }))).toEqual(["X-1"]);
    const { vulnerabilities, notAuditable } = matchAdvisories([odd], holding(about("X-1", since("0"))));
    expect(vulnerabilities).toEqual([]);
    expect(notAuditable).toEqual([odd]);
  });

  test("what only the service matches is kept, and a withdrawn record is not", () => {
    const database = (record: object): AdvisoryDatabase => ({
      ...holding(record),
      matchedBy: () => new Set(["X-1"]),
    });
    const kept = matchAdvisories([DEMO], database(about("X-1", since("2.0"))));
    expect(kept.vulnerabilities).toMatchObject([{ id: "X-1", isByService: true }]);
    const gone = matchAdvisories(
      [DEMO],
      database(about("X-1", since("0"), { withdrawn: "2026-02-01T00:00:00Z" })),
    );
    expect(gone.vulnerabilities).toEqual([]);
    expect(gone.withdrawn).toEqual(["X-1"]);
  });
});

describe("aliases", () => {
  test("are joined through others, and in a circle, within one package", () => {
    const records = [
      about("GHSA-1", since("0", "1.5"), { aliases: ["CVE-1"] }),
      about("PYSEC-1", since("0", "1.4"), { aliases: ["CVE-2"] }),
      about("CVE-2", since("0", "1.5"), { aliases: ["CVE-1", "GHSA-1"] }),
    ];
    const [found, ...others] = matchAdvisories([DEMO], holding(...records)).vulnerabilities;
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      id: "PYSEC-1",
      ids: ["CVE-1", "CVE-2", "GHSA-1", "PYSEC-1"],
      fixedIn: ["1.5"],
    });
  });

  test("of different packages are two vulnerabilities", () => {
    const both = { aliases: ["CVE-1"] };
    const other = {
      id: "PYSEC-2",
      affected: [{ package: { ecosystem: "PyPI", name: "other" }, versions: ["1.0"] }],
      ...both,
    };
    const packages = [DEMO, { name: "other", version: "1.0" }];
    expect(idsFor(packages, about("PYSEC-1", since("0"), both), other)).toEqual(["PYSEC-1", "PYSEC-2"]);
  });
});

test("fixed versions are later than the installed one, nearest first", () => {
  const ranges = (...pairs: readonly (readonly [string, string])[]): object => ({
    ranges: pairs.map(([introduced, fixed]) => ({ type: "ECOSYSTEM", events: [{ introduced }, { fixed }] })),
  });
  const record = about("X-1", ranges(["3.0", "3.10"], ["0", "0.9"], ["1.0", "1.2"], ["2.0", "2.0.1"]));
  const [found] = matchAdvisories([DEMO], holding(record)).vulnerabilities;
  expect(found?.fixedIn).toEqual(["1.2", "2.0.1", "3.10"]);
});

test.each([
  ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", undefined, { level: "high", score: 7.5 }],
  [
    "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N",
    undefined,
    { level: "critical", score: 9.3 },
  ],
  ["AV:N/AC:L/Au:N/C:P/I:P/A:P", undefined, { level: "high", score: 7.5 }],
  ["CVSS:3.1/AV:N", undefined, null],
  ["CVSS:3.1/AV:N", "MODERATE", { level: "medium", score: null }],
  ["7.5", "low", { level: "low", score: null }],
])("the severity of %s with the word %s is %j", async (score, word, expected) => {
  const record = about("X-1", since("0"), {
    severity: [{ type: "CVSS_V3", score }],
    ...(word === undefined ? {} : { database_specific: { severity: word } }),
  });
  const { vulnerabilities } = matchAdvisories([DEMO], holding(record));
  const [rating] = (await rateVulnerabilities(vulnerabilities)).values();
  if (expected === null) expect(rating).toBeNull();
  else expect(rating).toMatchObject(expected);
});
