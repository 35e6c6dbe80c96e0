import { expect, test } from "vitest";
import { parseVersion, type Version } from "../../src/version/pep440.ts";
import { madeVersionDiffers, tagFinding } from "../../src/versioning/version-findings.ts";

function version(text: string): Version {
  const parsed = parseVersion(text);
  if (parsed === null) throw new Error(`${text} is no version`);
  return parsed;
}

test("what the backend makes is held to the stated version as a file is, by PEP 440's equality", () => {
  for (const file of ["demo-1.0.tar.gz", null]) {
    expect(madeVersionDiffers({ file, version: "1.0.0" }, "1.0", undefined)).toEqual([]);
    expect(madeVersionDiffers({ file, version: "0.9" }, "1.0", undefined)).toMatchObject([
      { message: expect.stringMatching(/version 0\.9, the tree says 1\.0$/) as string, subject: "0.9" },
    ]);
  }
});

test("a tag at HEAD is told only when none of them names the version", () => {
  const tags = [
    { name: "v1.1", version: "1.1" },
    { name: "v1.0", version: "1.0" },
  ];
  expect(tagFinding([], version("1.0"), undefined)).toEqual([]);
  expect(tagFinding(tags, version("1.0.0"), undefined)).toEqual([]);
  expect(tagFinding(tags, version("2.0"), undefined)).toMatchObject([
    { rule: "V001", message: "HEAD is tagged v1.1, v1.0, but the project's version is 2.0", subject: "v1.1" },
  ]);
});
