import { describe, expect, test } from "vitest";
import { runChecks } from "../../../src/check/engine/engine.ts";
import { RULES } from "../../../src/check/engine/registry.ts";
import { defineRule, type CheckInputs, type Rule, type RuleFinding } from "../../../src/check/engine/rule.ts";
import { DEFAULT_CONFIG } from "../../../src/config/schema.ts";
import type { CheckConfig } from "../../../src/config/sections/check.ts";
import { Fault } from "../../../src/findings/fault.ts";
import { symptom } from "../../../src/findings/finding.ts";

const docs = { what: "w", why: "because", fix: "mend it", bad: "b", good: "g", peers: [] };
const NOTHING: CheckInputs = { distributions: [], target: "pypi", today: new Date("2026-11-21T12:00:00Z") };
const CONFIG: CheckConfig = DEFAULT_CONFIG.check;

/** A rule that needs nothing: its one alternative is empty. */
function rule(code: string, found: readonly RuleFinding[], more: Partial<Rule> = {}): Rule {
  const base = { code, slug: code.toLowerCase(), title: code, severity: "warning" as const, docs };
  return { ...defineRule({ ...base, needs: [[]], check: () => found }), ...more };
}

describe("what a rule says", () => {
  test("is completed from its declaration", async () => {
    const { findings, ran } = await runChecks(NOTHING, CONFIG, [rule("Z001", [{ message: "m" }])]);
    expect(ran).toEqual(["Z001"]);
    expect(findings).toEqual([
      {
        rule: "Z001",
        slug: "z001",
        phase: "check",
        severity: "warning",
        confidence: "certain",
        message: "m",
        why: "because",
        help: "mend it",
      },
    ]);
  });

  test("about one subject is told once, the worst first, with the other places", async () => {
    const at = (file: string): { file: string } => ({ file });
    const { findings } = await runChecks(NOTHING, CONFIG, [
      rule("Z001", [
        { message: "tree", subject: "x", location: at("a"), explains: [symptom.script("s")] },
        {
          message: "wheel",
          subject: "x",
          location: at("b"),
          severity: "error",
          explains: [symptom.script("t")],
        },
        { message: "sdist", subject: "x", location: at("c") },
        { message: "other", subject: "y" },
        { message: "no subject" },
        { message: "no subject" },
      ]),
      rule("Z002", [{ message: "another rule", subject: "x" }]),
    ]);
    expect(findings.map((finding) => finding.message)).toEqual([
      "wheel",
      "other",
      "no subject",
      "no subject",
      "another rule",
    ]);
    expect(findings[0]).toMatchObject({
      severity: "error",
      location: at("b"),
      related: [at("a"), at("c")],
      explains: ["script:s", "script:t"],
    });
  });
});

describe("rules that do not run", () => {
  test("for want of input are skipped, which is told, never passed", async () => {
    const { ran, skipped } = await runChecks(NOTHING, CONFIG);
    expect(ran).toEqual([]);
    expect(skipped).toHaveLength(RULES.filter((each) => each.byDefault).length);
    expect(skipped.find((each) => each.rule === "P006")?.reason).toBe(
      "needs a wheel and a Python interpreter, or a source tree and a Python interpreter",
    );
    expect(skipped.find((each) => each.rule === "P001")?.reason).toBe(
      "needs a source tree, or a distribution",
    );
  });

  test("because only PyPI has them are silent for a private index", async () => {
    const onlyPyPI = rule("Z001", [{ message: "m" }], { pypiOnly: true });
    const { ran, skipped } = await runChecks({ ...NOTHING, target: "private" }, CONFIG, [onlyPyPI]);
    expect({ ran, skipped }).toEqual({ ran: [], skipped: [] });
  });

  test("because they are not selected", async () => {
    const rules = [rule("Y001", []), rule("Z001", []), rule("Z002", [])];
    expect((await runChecks(NOTHING, { ...CONFIG, select: ["Z"] }, rules)).ran).toEqual(["Z001", "Z002"]);
    expect((await runChecks(NOTHING, { ...CONFIG, select: ["Z002", "Y"] }, rules)).ran).toEqual([
      "Y001",
      "Z002",
    ]);
  });
});

describe("the configuration", () => {
  const rules = [rule("Z001", [{ message: "m" }])];

  test("silences with a reason, which is kept", async () => {
    const { findings, ignored } = await runChecks(
      NOTHING,
      { ...CONFIG, ignore: [{ rule: "Z001", reason: "known", until: "2026-11-22" }] },
      rules,
    );
    expect(findings).toEqual([]);
    expect(ignored).toMatchObject([{ reason: "known", finding: { rule: "Z001" } }]);
  });

  test("silences until the day it names", async () => {
    const ignore = [{ rule: "Z", reason: "known", until: "2026-11-21" }];
    expect((await runChecks(NOTHING, { ...CONFIG, ignore }, rules)).findings).toHaveLength(1);
  });

  test.each([
    ["error", "warning"],
    ["warning", "info"],
    ["info", "info"],
  ] as const)("a release tells hygiene one level lower: %s as %s", async (severity, lower) => {
    const kept = rule("Z001", [{ message: "m", severity }], { scope: "hygiene" });
    const severities = async (more: Partial<CheckInputs>, config: CheckConfig = CONFIG): Promise<unknown> =>
      (await runChecks({ ...NOTHING, ...more }, config, [kept])).findings[0]?.severity;
    expect(await severities({})).toBe(severity);
    expect(await severities({ purpose: "release" })).toBe(lower);
    // What the configuration says is meant so.
    const configured = { ...CONFIG, severity: { Z001: "error" as const } };
    expect(await severities({ purpose: "release" }, configured)).toBe("error");
    const ofRelease = rule("Z001", [{ message: "m", severity }]);
    const told = await runChecks({ ...NOTHING, purpose: "release" }, CONFIG, [ofRelease]);
    expect(told.findings[0]?.severity).toBe(severity);
  });

  test("changes severities", async () => {
    const { findings } = await runChecks(NOTHING, { ...CONFIG, severity: { Z001: "info" } }, rules);
    expect(findings[0]?.severity).toBe("info");
  });

  test.each([
    [{ ignore: [{ rule: "P019X", reason: "r" }] }, "P019X"],
    [{ select: ["p"] }, "unknown rule, family or name p"],
    [{ severity: { P099: "info" as const } }, "nearest: P009"],
  ])("that names a rule that does not exist is a fault: %j", async (part, word) => {
    const failed = runChecks(NOTHING, { ...CONFIG, ...part });
    await expect(failed).rejects.toThrow(Fault);
    await expect(failed).rejects.toThrow(word);
  });

  test("may name findings of the other stages", async () => {
    const ignore = [{ rule: "I004", reason: "r" }];
    expect((await runChecks(NOTHING, { ...CONFIG, ignore }, rules)).ran).toEqual(["Z001"]);
  });
});

test("a rule that throws is our bug, and is named", async () => {
  const broken = rule("Z001", [], {
    check: () => {
      throw new TypeError("x is undefined");
    },
  });
  const failed = runChecks(NOTHING, CONFIG, [broken]);
  await expect(failed).rejects.toThrow("rule Z001 (z001) failed");
  await expect(failed).rejects.not.toThrow(Fault);
  await expect(failed.catch((error: unknown) => (error as Error).cause)).resolves.toBeInstanceOf(TypeError);
});
