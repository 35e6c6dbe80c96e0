import { explain as explainCheck, type Explanation } from "../check/engine/rule-pages.ts";
import { pageOf } from "../check/engine/families.ts";
import { RULES } from "../check/engine/registry.ts";
import { SETTINGS_RULES } from "../check/engine/settings-rules.ts";
import { STAGE_RULES } from "./stage-rules.ts";
import { canBeWaived } from "../engine/waivers.ts";

/** Explains a finding of any stage by its code (any case) or its name; null when there is none. */
export function explain(codeOrSlug: string): Explanation | null {
  const known = explainCheck(codeOrSlug);
  if (known !== null) return known;
  const wanted = codeOrSlug.trim();
  const found = [...STAGE_RULES, ...SETTINGS_RULES].find(
    (each) => each.code === wanted.toUpperCase() || each.slug === wanted.toLowerCase(),
  );
  if (found === undefined) return null;
  const { code, slug, title, severity, docs } = found;
  return { code, slug, title, severity, docs, page: pageOf(code), silence: silenceOf(found) };
}

/** A judgement is ignored and a failed trial waived; what else a run sees fail is neither. */
function silenceOf({ code, severity }: Pick<Explanation, "code" | "severity">): string | null {
  if (severity !== "error" || !/^[BIU]/.test(code)) {
    return `[tool.shipwheel.check.ignore]\n${code} = "the reason"`;
  }
  if (!code.startsWith("I") || !canBeWaived(code)) return null;
  return `[[tool.shipwheel.verify.waive]]\ncode = "${code}"\nsubject = "the finding's subject"\nreason = "the reason"\nuntil = 2027-01-31`;
}

/** Everything that can be explained, sorted by code. */
export function explainAll(): readonly Explanation[] {
  const all = ruleCodes().map((code) => explain(code));
  return all.filter((each) => each !== null).toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

/** Every code that a finding can have. */
export function ruleCodes(): readonly string[] {
  return [...RULES, ...STAGE_RULES, ...SETTINGS_RULES].map((each) => each.code);
}
