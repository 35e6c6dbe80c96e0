import { pageOf } from "./families.ts";
import { RULES } from "./registry.ts";
import type { Rule } from "./rule.ts";

/** Everything that is known of a rule, as data: a page and a terminal text are made of it. */
export interface Explanation {
  readonly code: string;
  readonly slug: string;
  readonly title: string;
  readonly severity: Rule["severity"];
  readonly docs: Rule["docs"];
  /** Where the documentation says it, from the root of the repository. */
  readonly page: string;
  /** How to silence it (or, of a failed trial, to waive it), as the text of pyproject.toml; null: what is seen cannot be ignored. */
  readonly silence: string | null;
}

/** Explains a rule by its code (`P001`, any case) or its slug; null when there is none. */
export function explain(codeOrSlug: string): Explanation | null {
  const wanted = codeOrSlug.trim();
  const rule = RULES.find((each) => each.code === wanted.toUpperCase() || each.slug === wanted.toLowerCase());
  if (rule === undefined) return null;
  const { code, slug, title, severity, docs } = rule;
  return {
    code,
    slug,
    title,
    severity,
    docs,
    page: pageOf(code),
    silence: `[tool.shipwheel.check.ignore]\n${code} = "the reason"`,
  };
}
