import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { explain, ruleCodes } from "../../src/explain/explain.ts";
import { STAGE_RULES } from "../../src/explain/stage-rules.ts";
import { RULES } from "../../src/check/engine/registry.ts";

const SOURCE = join(import.meta.dirname, "..", "..", "src");

const FILES = readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => name.endsWith(".ts"));

/** The files in which the rooms declare the rules of their stages. */
const DECLARING = FILES.filter((name) => name.endsWith("-rules.ts") && !/^(?:check|explain)\//.test(name));

/** Codes that a text spells out, where it could name the rule; and rules that are declared where nobody collects them. */
function spelledOut(name: string, text: string): readonly string[] {
  const codes = text.matchAll(/\brule(?::| [!=]==) ["'`][A-Z]+\d{3}["'`]/g);
  const declared = DECLARING.includes(name) ? [] : text.matchAll(/= define(?:Stage|Shared)Rule\(/g);
  return [...codes, ...declared].map(([match]) => `${name}: ${match}`);
}

async function declaredRules(): Promise<readonly unknown[]> {
  const modules = await Promise.all(
    DECLARING.map(async (name): Promise<unknown> => import(join(SOURCE, name))),
  );
  return modules.flatMap((exported) => Object.values(exported as Readonly<Record<string, unknown>>));
}

function isStageRule(value: unknown): value is (typeof STAGE_RULES)[number] {
  return typeof value === "object" && value !== null && "finding" in value && "docs" in value;
}

function isSharedRule(
  value: unknown,
): value is { readonly name: { readonly code: string; readonly slug: string } } {
  return typeof value === "object" && value !== null && "finding" in value && "name" in value;
}

describe("what the stages observe", () => {
  test("is told by the rule that was declared for it, never by a code in a string", () => {
    expect(FILES.length).toBeGreaterThan(500);
    expect(FILES.flatMap((name) => spelledOut(name, readFileSync(join(SOURCE, name), "utf8")))).toEqual([]);
  });

  test("a planted code, and a planted declaration, are seen", () => {
    expect(spelledOut("verify/x.ts", 'return { rule: "I002", slug: "import-fails" };')).toHaveLength(1);
    expect(spelledOut("verify/x.ts", 'if (finding.rule === "I002") return;')).toHaveLength(1);
    expect(spelledOut("verify/x.ts", "const X: StageRule = defineStageRule({")).toHaveLength(1);
  });

  test("is explained: every rule that is declared is in the list", async () => {
    const declared = (await declaredRules()).filter(isStageRule);
    expect(declared.length).toBeGreaterThan(30);
    expect(STAGE_RULES).toEqual(declared.toSorted((a, b) => (a.code < b.code ? -1 : 1)));
  });

  test("has the name of a rule of the check where the check finds the same", async () => {
    const shared = (await declaredRules()).filter(isSharedRule).map(({ name }) => name);
    expect(shared.length).toBeGreaterThan(10);
    const rules = RULES.map(({ code, slug }) => ({ code, slug }));
    expect(
      shared.filter(({ code, slug }) => !rules.some((each) => each.code === code && each.slug === slug)),
    ).toEqual([]);
  });

  test("has codes and names of its own", () => {
    const codes = ruleCodes();
    expect(codes).toEqual([...new Set(codes)]);
    const slugs = codes.map((code) => explain(code)?.slug ?? code);
    expect(slugs.filter((slug, at) => slugs.indexOf(slug) !== at)).toEqual([]);
  });
});
