import { describe, expect, test } from "vitest";
import { judge } from "../../src/engine/verdict.ts";
import { fault } from "../../src/findings/fault.ts";
import type { Finding } from "../../src/findings/finding.ts";
import { EXIT_CODES, PHASE_ORDER, type Phase } from "../../src/findings/phase.ts";

function finding(phase: Phase, severity: Finding["severity"] = "error", rule = "X001"): Finding {
  return { rule, slug: "x", phase, severity, confidence: "certain", message: `${phase} ${rule}` };
}

describe("judge", () => {
  test("no error is green, warnings or not", () => {
    expect(judge([finding("check", "warning"), finding("build", "info")], [])).toMatchObject({
      green: true,
      phase: null,
      exitCode: 0,
    });
  });

  test("the first phase of a release that failed names the verdict, whatever the order of the findings", () => {
    const verdict = judge([finding("publish"), finding("verify"), finding("build")], []);
    expect(verdict).toMatchObject({ green: false, phase: "build", exitCode: EXIT_CODES.build });
  });

  test("a missing tool comes before what was found nevertheless", () => {
    expect(judge([finding("check")], [fault("tool/not-found", { program: "uv" })])).toMatchObject({
      phase: "tool",
      exitCode: 9,
    });
  });

  test("an interruption is the story, whatever was found before it", () => {
    expect(judge([finding("check")], [fault("run/interrupted")])).toMatchObject({ exitCode: 130 });
  });

  test("findings are told by phase, then the worst first", () => {
    const told = judge(
      [finding("verify"), finding("check", "info", "A"), finding("check", "error", "B")],
      [],
    ).findings;
    expect(told.map((each) => each.message)).toEqual(["check B", "check A", "verify X001"]);
  });

  test("every phase has its place and its code", () => {
    expect([...PHASE_ORDER].sort()).toEqual(Object.keys(EXIT_CODES).sort());
  });
});
