import { expect, test } from "vitest";
import { foldSymptoms } from "../../../../src/findings/finding.ts";
import { sdist } from "../../../support/sdist.ts";
import { checkSituation, type Situation } from "../../rule-case.ts";

const PYPROJECT =
  '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n[project]\nname = "demo"\nreadme = "README.md"\n';

/** Nobody has the readme that is declared. */
const without: Situation = {
  wheel: (good) => good.description(""),
  sdist: () => sdist().file("pyproject.toml", PYPROJECT),
};

async function told(situation: Situation): Promise<readonly string[]> {
  const { findings } = await checkSituation(situation, false);
  const about = new Set(["D004", "D009", "G010"]);
  return foldSymptoms(findings).flatMap(({ rule }) => (about.has(rule) ? [rule] : []));
}

test("a wrong name of the readme is one finding", async () => {
  expect(await told({ ...without, tree: { "README.md": null } })).toEqual(["D009"]);
});

test("with the readme in the tree the files are to blame", async () => {
  expect(await told({ ...without, tree: {} })).toEqual(["D004", "G010"]);
});
