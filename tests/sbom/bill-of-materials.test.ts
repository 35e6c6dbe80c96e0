import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeFiles } from "../../src/adapters/node-files.ts";
import { openDistribution, type Distribution } from "../../src/distribution/distribution.ts";
import { billName, billOfMaterials, type Materials } from "../../src/sbom/bill-of-materials.ts";
import { sourceDate } from "../../src/build/source-date-epoch.ts";
import { demoSdist, demoWheel } from "../support/demo-files.ts";

const TIME = new Date("2026-01-02T03:04:05Z");
const HEADERS = [
  "License-Expression: MIT",
  "Project-URL: Source, https://code.example.test/demo",
  "Requires-Dist: Zope.Interface >=6",
  "Requires-Dist: tomli; python_version < '3.11'",
  "Requires-Dist: pytest; extra == 'test'",
];
const INSTALLED = ["zope-interface==6.1", "smmap==5.0.3", "zope-interface==6.1"];

interface Described {
  readonly purl?: string;
  readonly name: string;
  readonly scope?: string;
  readonly licenses?: readonly unknown[];
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  readonly components?: readonly Described[];
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
}
interface Bill {
  readonly serialNumber: string;
  readonly metadata: { readonly timestamp?: string; readonly component: Described };
  readonly components: readonly Described[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

let root = "";
let files: readonly Distribution[] = [];
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "bill-"));
  files = await opened(HEADERS);
});
afterAll(async () => {
  for (const file of files) await file[Symbol.asyncDispose]();
  rmSync(root, { recursive: true, force: true });
});

async function opened(headers: readonly string[]): Promise<readonly Distribution[]> {
  const made = [demoWheel({ headers }), demoSdist({ headers })];
  return Promise.all(
    made.map(({ fileName, bytes }) => {
      writeFileSync(join(root, fileName), bytes);
      return openDistribution(join(root, fileName), nodeFiles(tmpdir()));
    }),
  );
}

async function text(materials: Partial<Materials> = {}): Promise<string> {
  return (await billOfMaterials({ files, installed: INSTALLED, time: TIME, ...materials })) ?? "";
}

/** The standard's own schema, as its library brings it. */
function validator(): (document: unknown) => readonly string[] {
  const schemas = join(
    dirname(createRequire(import.meta.url).resolve("@cyclonedx/cyclonedx-library/package.json")),
    "res",
    "schema",
  );
  const read = (name: string): Record<string, unknown> =>
    JSON.parse(readFileSync(join(schemas, `${name}.SNAPSHOT.schema.json`), "utf8")) as Record<
      string,
      unknown
    >;
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  for (const name of ["spdx", "jsf-0.82"]) {
    // The library's copies refer to each other by their file names.
    ajv.addSchema({ ...read(name), $id: `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json` });
  }
  const validate = ajv.compile(read("bom-1.6"));
  return (document) => {
    validate(document);
    return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
  };
}

describe("the bill of materials", () => {
  test("holds to the standard's schema, which finds what is planted", async () => {
    const validate = validator();
    const made = JSON.parse(await text()) as Bill;
    expect(validate(made)).toEqual([]);
    expect(validate({ ...made, specVersion: 1.6 })).not.toEqual([]);
    expect(validate({ ...made, serialNumber: "urn:uuid:x" })).not.toEqual([]);
  });

  test.each([
    ["MIT OR Apache-2.0", [{ expression: "MIT OR Apache-2.0" }]],
    ["MIT", [{ license: { id: "MIT" } }]],
  ])("tells the license %s", async (expression, licenses) => {
    const own = await opened([`License-Expression: ${expression}`]);
    const made = JSON.parse(await text({ files: own })) as Bill;
    expect(made.metadata.component.licenses).toEqual(licenses);
    expect(validator()(made)).toEqual([]);
    for (const file of own) await file[Symbol.asyncDispose]();
  });

  test("names the project, the digest of each file, and what was installed for which requirement", async () => {
    const { metadata, components, dependencies } = JSON.parse(await text()) as Bill;
    expect(metadata.timestamp).toBe("2026-01-02T03:04:05.000Z");
    expect(metadata.component.purl).toBe("pkg:pypi/demo-pkg@1.0.0");
    const told = metadata.component.components?.map((each) => [each.name, each.hashes?.[0]?.content]);
    expect(told).toEqual(
      expect.arrayContaining(files.map((file) => [file.fileName, file.digests.sha256])) as unknown,
    );
    expect(components.map(({ purl, scope }) => [purl, scope])).toEqual([
      ["pkg:pypi/smmap@5.0.3", "required"],
      ["pkg:pypi/tomli", "optional"],
      ["pkg:pypi/zope-interface@6.1", "required"],
    ]);
    expect(dependencies.find((each) => each.ref === "pkg:pypi/demo-pkg@1.0.0")?.dependsOn).toEqual([
      "pkg:pypi/tomli",
      "pkg:pypi/zope-interface@6.1",
    ]);
  });

  test("names what the build used, as no part of the release", async () => {
    const built = [
      { requirement: "setuptools==80.1.0", sha256: ["a".repeat(64)] },
      { requirement: "numpy==2.0.0", sha256: ["b".repeat(64), "c".repeat(64)] },
    ];
    const made = JSON.parse(await text({ built })) as Bill;
    expect(validator()(made)).toEqual([]);
    const excluded = made.components.filter(({ scope }) => scope === "excluded");
    expect(excluded.map(({ purl, hashes, properties }) => [purl, hashes?.[0]?.content, properties])).toEqual([
      // Which of several allowed files was used is not known, so none is its digest.
      [
        "pkg:pypi/numpy@2.0.0",
        undefined,
        [
          { name: "shipwheel:allowed-sha256", value: "b".repeat(64) },
          { name: "shipwheel:allowed-sha256", value: "c".repeat(64) },
          { name: "shipwheel:build-requirement", value: "numpy==2.0.0" },
        ],
      ],
      [
        "pkg:pypi/setuptools@80.1.0",
        "a".repeat(64),
        [
          { name: "shipwheel:allowed-sha256", value: "a".repeat(64) },
          { name: "shipwheel:build-requirement", value: "setuptools==80.1.0" },
        ],
      ],
    ]);
    const own = made.dependencies.find(({ ref }) => ref === "pkg:pypi/demo-pkg@1.0.0")?.dependsOn;
    expect(own).not.toContain("pkg:pypi/setuptools@80.1.0");
  });

  test("has the same bytes for the same release, and another number for another", async () => {
    const first = await text();
    expect(await text({ installed: INSTALLED.toReversed(), files: files.toReversed() })).toBe(first);
    const number = (bill: string): string => (JSON.parse(bill) as Bill).serialNumber;
    expect(number(await text({ installed: ["smmap==5.0.4"] }))).not.toBe(number(first));
    expect(number(await text({ time: null }))).not.toBe(number(first));
  });

  test("is named after the project", () => {
    expect(billName("Demo.Pkg", "1.0")).toBe("demo_pkg-1.0.cdx.json");
  });

  test("tells SOURCE_DATE_EPOCH, else the commit's time, else none", () => {
    const time = (git: object | null, variables: Readonly<Record<string, string>>): Date | null =>
      sourceDate({ git } as never, { environment: { variables } } as never);
    expect(time({ commitTime: TIME }, {})).toEqual(TIME);
    expect(time({ commitTime: TIME }, { SOURCE_DATE_EPOCH: "86400" })).toEqual(new Date(86_400_000));
    expect(time(null, {})).toBeNull();
    expect(time(null, { SOURCE_DATE_EPOCH: "yesterday" })).toBeNull();
    // As Python reads it: an empty text is no time.
    expect(time({ commitTime: TIME }, { SOURCE_DATE_EPOCH: "" })).toBeNull();
    expect(time(null, { SOURCE_DATE_EPOCH: "86_400" })).toEqual(new Date(86_400_000));
  });
});
