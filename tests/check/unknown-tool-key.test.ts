import { expect, test } from "vitest";
import { outcomeKey, withdrawDisproved, type Finding } from "../../src/findings/finding.ts";
import { checkSituation } from "./rule-case.ts";

async function unknownKeys(lines: string): Promise<readonly Finding[]> {
  const overlay = {
    "pyproject.toml": (text: string) =>
      `${text.replace('[tool.setuptools.packages.find]\nwhere = ["src"]\n', "")}\n${lines}\n`,
  };
  const { findings } = await checkSituation({ tree: overlay }, false, ["F015"]);
  return findings.filter(({ rule }) => rule === "F015");
}

test("a build that succeeds knows a key that we do not; one that is passed over stays", async () => {
  const built = new Set([outcomeKey.built]);
  const rejected = await unknownKeys("[tool.setuptools]\nbrand-new = true");
  expect(rejected).toMatchObject([{ severity: "error", confidence: "likely" }]);
  expect(withdrawDisproved(rejected, built)).toEqual([]);
  const ignored = await unknownKeys('[tool.setuptools_scm]\nwrite_too = "x"');
  expect(ignored).toMatchObject([{ severity: "warning" }]);
  expect(withdrawDisproved(ignored, built)).toEqual(ignored);
});
