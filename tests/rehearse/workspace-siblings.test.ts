import { expect, test } from "vitest";

import { nameSiblings } from "../../src/rehearse/workspace-siblings.ts";
import type { Finding } from "../../src/findings/finding.ts";

const ABSENT: Finding = {
  rule: "P013",
  slug: "requirement-not-on-index",
  phase: "verify",
  severity: "error",
  confidence: "certain",
  message: "the requirement Fleet_Base does not exist on the index",
  subject: "Fleet_Base",
  help: "correct its name",
};

test("a workspace member that no index has yet is named as one; another requirement is left alone", () => {
  const other: Finding = { ...ABSENT, subject: "flete-base" };
  const [sibling, stranger] = nameSiblings([ABSENT, other], new Set(["fleet-base"]));
  expect(sibling?.message).toContain("it is a member of your workspace");
  expect(sibling?.help).toBe("release Fleet_Base first, then rehearse again");
  expect(stranger).toBe(other);
});
