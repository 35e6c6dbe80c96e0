import { expect, test } from "vitest";
import { foldSymptoms, symptom, type Finding } from "../../src/findings/finding.ts";

function finding(overrides: Partial<Finding>): Finding {
  return {
    rule: "P001",
    slug: "a-defect",
    phase: "check",
    severity: "error",
    confidence: "certain",
    message: "something is wrong",
    ...overrides,
  };
}

test("a consequence is folded into the finding that explains it", () => {
  const cause = finding({ explains: [symptom.refusal("direct-dependency")] });
  const effect = finding({ rule: "U001", phase: "publish", symptom: symptom.refusal("direct-dependency") });
  expect(foldSymptoms([cause, effect])).toEqual([cause]);
});

test("a symptom that nothing explains is told", () => {
  const cause = finding({ explains: [symptom.missingModule("yaml")] });
  const other = finding({ rule: "I002", phase: "verify", symptom: symptom.missingModule("requests") });
  expect(foldSymptoms([cause, other])).toEqual([cause, other]);
});

test("a finding does not fold itself away", () => {
  const both = finding({ symptom: symptom.build("failed"), explains: [] });
  expect(foldSymptoms([both])).toEqual([both]);
});

test("an explanation takes over the severity of what it explains", () => {
  const effect = finding({ rule: "I002", phase: "verify", symptom: symptom.missingModule("yaml") });
  const mild: Finding = {
    ...finding({ explains: [symptom.missingModule("yaml")] }),
    severity: "warning",
    confidence: "likely",
  };
  expect(foldSymptoms([mild, effect])).toEqual([{ ...mild, severity: "error", confidence: "certain" }]);
  expect(foldSymptoms([mild, { ...effect, severity: "info" }])).toEqual([mild]);
});
