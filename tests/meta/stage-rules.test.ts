import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { explain, ruleCodes } from "../../src/explain/explain.ts";
import { STAGE_RULES } from "../../src/explain/stage-rules.ts";

const SOURCE = join(import.meta.dirname, "..", "..", "src");

/** Code and name of every finding that the stages make, read from their sources: `rule: "I002", slug: "import-fails"`. */
function emitted(text: string): readonly string[] {
  return [...text.matchAll(/rule: "([A-Z]\d{3})",\s*slug: "([\w-]+)"/g)].map(
    (match) => `${match[1]} ${match[2]}`,
  );
}

function emittedByStages(): readonly string[] {
  const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.startsWith("explain"))
    .map((name) => join(SOURCE, name));
  return files.flatMap((file) => emitted(readFileSync(file, "utf8")));
}

describe("what the stages observe", () => {
  test("has a text under its code and its name", () => {
    const seen = emittedByStages();
    expect(seen.length).toBeGreaterThan(15);
    const untold = seen.filter((each) => explain(each.split(" ")[0] ?? "")?.slug !== each.split(" ")[1]);
    expect(untold).toEqual([]);
  });

  test("is all that is explained: no text of a finding that nobody makes", () => {
    const seen = new Set(emittedByStages());
    expect(STAGE_RULES.map((each) => `${each.code} ${each.slug}`).filter((each) => !seen.has(each))).toEqual(
      [],
    );
  });

  test("a planted finding without a text is seen", () => {
    expect(emitted('return { rule: "I999",\n  slug: "nobody-told" };')).toEqual(["I999 nobody-told"]);
    expect(explain("I999")).toBeNull();
  });

  test("codes are unique", () => {
    expect(new Set(ruleCodes()).size).toBe(ruleCodes().length);
  });
});
