import { expect, test } from "vitest";
import { untriedNote } from "../../../src/verify/imports/import-findings.ts";

test("modules for which the time was not enough are a note", () => {
  const [note, ...more] = untriedNote(["demo.a", "demo.b"], 9, 300, new Set(["demo"]));
  expect(note).toMatchObject({ rule: "I002", severity: "info", subject: "modules not tried" });
  expect(more).toEqual([]);
});

test("a release whose own package was never imported does not pass", () => {
  const [finding] = untriedNote(["demo", "demo.a"], 2, 300, new Set(["demo"]));
  expect(finding).toMatchObject({ rule: "I002", severity: "error" });
  expect(finding?.help).toContain('"import demo"');
});
