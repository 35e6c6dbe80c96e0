import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseTagTemplate, tagTemplateProblem } from "../../src/version/tag-template.ts";

test("what is accepted as a template makes names that git accepts", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 6 }), fc.string({ maxLength: 3 }), (start, end) => {
      const text = `${start}{version}${end}`;
      if (tagTemplateProblem(text) !== null) return;
      const ref = `refs/tags/${parseTagTemplate(text).format("x", "1.0")}`;
      expect(spawnSync("git", ["check-ref-format", ref]).status, ref).toBe(0);
    }),
    { numRuns: 40 },
  );
});
