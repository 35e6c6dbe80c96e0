import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  answerOf,
  differences,
  FOUND_CASES,
  unpackFoundCases,
  type FoundCase,
} from "../support/found-build.ts";
import { temporaryDirectory, type TemporaryDirectory } from "../support/git.ts";

/** `npm run found` runs all of them, a list of ids in the variable those; else a share. */
const chosen = process.env["SHIPWHEEL_FOUND"] ?? "quick";

function isChosen(each: FoundCase): boolean {
  if (chosen === "all") return true;
  if (chosen === "quick") return each.quick === true && each.pending === undefined;
  return chosen.split(",").some((id) => each.id === id || each.id.startsWith(`${id}-`));
}

function hasProgram(name: string): boolean {
  try {
    execFileSync(name, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

describe("bug reports of others, rebuilt: the verdict, the rule and the words are right", () => {
  let place: TemporaryDirectory;
  beforeAll(() => {
    place = temporaryDirectory("found");
    unpackFoundCases(place.path);
  });
  afterAll(() => place[Symbol.dispose]());

  for (const each of FOUND_CASES.filter(isChosen)) {
    const isPossible = each.needs === undefined || hasProgram(each.needs);
    test.runIf(isPossible)(`${each.id}: ${each.right}`, async () => {
      expect(differences(each, await answerOf(each, place.path))).toEqual([]);
    });
  }
});

/** The harness itself: a wrong answer to each kind of case is a difference. */
describe("the judge of the cases", () => {
  const base: FoundCase = { id: "X", about: "", source: "", right: "", verdict: "green" };
  const clean = { exit: 0, findings: [], checkExit: null, members: [] };
  const warning = {
    rule: "K004",
    slug: "x",
    phase: "check",
    severity: "warning",
    confidence: "certain",
    message: "the wheel installs notebooks",
  } as const;
  const error = { ...warning, severity: "error" } as const;

  test.each<
    [string, FoundCase, typeof clean | { exit: number; findings: (typeof warning | typeof error)[] }, boolean]
  >([
    ["a green one that passes", base, clean, true],
    ["a green one that fails", base, { ...clean, exit: 1 }, false],
    ["a green one with a warning", base, { ...clean, findings: [warning] }, false],
    ["a red one that passes", { ...base, verdict: "red" }, clean, false],
    ["a red one that fails", { ...base, verdict: "red" }, { ...clean, exit: 4 }, true],
    [
      "a red one that fails for another reason",
      { ...base, verdict: "red", findings: [{ severity: "error", says: "spinnaker" }] },
      { ...clean, exit: 4, findings: [error] },
      false,
    ],
    [
      "a warning at too low a level",
      { ...base, verdict: "red", findings: [{ rule: "K004", severity: "error" }] },
      { ...clean, exit: 1, findings: [warning] },
      false,
    ],
    ["a flawed one that nothing is said of", { ...base, verdict: "flawed" }, clean, false],
    [
      "a flawed one that is warned of",
      { ...base, verdict: "flawed" },
      { ...clean, findings: [warning] },
      true,
    ],
    [
      "a cause that is told twice",
      { ...base, verdict: "red", absent: ["K004"] },
      { ...clean, exit: 1, findings: [error] },
      false,
    ],
  ])("%s", (_, each, answer, isRight) => {
    const held = differences(each, { ...clean, ...answer });
    expect(held.length === 0).toBe(isRight);
  });

  test("a file that must not ship, and a check that must be red alone", () => {
    expect(differences({ ...base, lacks: "secret" }, { ...clean, members: ["a/.secrets/key"] })).not.toEqual(
      [],
    );
    const both: FoundCase = { ...base, verdict: "red", both: true };
    expect(differences(both, { ...clean, exit: 4, checkExit: 0 })).not.toEqual([]);
    expect(differences(both, { ...clean, exit: 1, checkExit: 1 })).toEqual([]);
  });
});
