import { expect, test } from "vitest";
import type { Cell, RehearsedProject } from "../../../src/verify/request.ts";
import {
  compareFiles,
  differenceFindings,
  releasedFiles,
} from "../../../src/verify/install/compare-files.ts";

const WHEEL = "demo-1.0.dist-info/WHEEL";
const SBOM = "demo-1.0.dist-info/sboms/demo.cyclonedx.json";
const METADATA = "demo-1.0.dist-info/METADATA";

function changedBy(installed: Readonly<Record<string, string>>, exact: boolean = false): readonly string[] {
  const wheel = new Map(
    ["demo/__init__.py", METADATA, WHEEL, SBOM].map((path) => [path, { sha256: "as built", size: 1 }]),
  );
  const files = new Map(Object.entries({ "demo/__init__.py": "as built", [SBOM]: "as built", ...installed }));
  return compareFiles(
    {
      sitePackages: "/s",
      distInfo: "demo-1.0.dist-info",
      version: "1.0",
      installer: "uv",
      directUrl: false,
      files,
      dependencies: [],
      footprint: [],
    },
    wheel,
    exact,
  ).changed;
}

test("another version of the backend may word METADATA in its own way; the same one may not", () => {
  expect(changedBy({ [METADATA]: "other", [WHEEL]: "other" })).toEqual([]);
  expect(changedBy({ [METADATA]: "other", [WHEEL]: "as built" })).toEqual([METADATA]);
  expect(changedBy({ [METADATA]: "other", [WHEEL]: "other" }, true)).toEqual([METADATA]);
});

test("other code is told whatever wrote it, with all that differs", () => {
  expect(changedBy({ "demo/__init__.py": "other", [METADATA]: "other", [WHEEL]: "other" })).toEqual([
    "demo/__init__.py",
    METADATA,
  ]);
});

test("a bill of materials has a serial number of its own in each build", () => {
  expect(changedBy({ [METADATA]: "as built", [WHEEL]: "as built", [SBOM]: "other" })).toEqual([]);
  expect(changedBy({ [METADATA]: "as built", [WHEEL]: "as built", [SBOM]: "other" }, true)).toEqual([SBOM]);
});

test("what no sdist holds was written by the build: a difference there is a note, elsewhere an error", () => {
  const cell = { artefact: "sdist", installer: "pip", python: { version: "3.11.7" } } as Cell;
  const severity = (
    changed: readonly string[],
    sources: readonly string[] | null,
    missing = [] as string[],
  ) =>
    differenceFindings({ changed, missing, added: [] }, cell, { sources } as RehearsedProject)[0]?.severity;
  const sources = ["demo-1.0/src/demo/__init__.py", "demo-1.0/meson.build"];
  expect(severity(["demo/_build_config.py"], sources)).toBe("info");
  expect(severity(["demo/_build_config.py"], null)).toBe("error");
  expect(severity(["demo/__init__.py", "demo/_build_config.py"], sources)).toBe("error");
  expect(severity([METADATA], sources)).toBe("warning");
  // A module that the rebuilt wheel lacks is the very defect, whoever was to write it.
  expect(severity(["demo/_build_config.py"], sources, ["demo/other.py"])).toBe("error");
});

test("trials count the files of the release, not what each installer writes besides", () => {
  const files = ["demo/__init__.py", METADATA, WHEEL, "demo-1.0.dist-info/RECORD"];
  const ofPip = [...files, "demo-1.0.dist-info/INSTALLER", "demo-1.0.dist-info/REQUESTED"];
  const ofUv = [...files, "demo-1.0.dist-info/uv_cache.json"];
  const count = (paths: readonly string[]): number =>
    releasedFiles({ files: new Map(paths.map((path) => [path, ""])) });
  expect([count(ofPip), count(ofUv)]).toEqual([2, 2]);
});
