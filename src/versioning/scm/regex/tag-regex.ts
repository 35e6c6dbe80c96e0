import type { Patterns } from "../../../ports/patterns.ts";
import { fault } from "../../../findings/fault.ts";
import { translateRegex } from "./python-regex.ts";
import type { TagRegex } from "../tag-match.ts";

const TIME_LIMIT_MS = 1000;

/**
 * A `tag.regex` in Python's syntax: the version is its only group or the one named `version`. Throws `bad-tag-regex`
 * as Python would, `unsupported-regex` for what JavaScript does not express and for a match that takes a second.
 */
export function compileTagRegex(regex: string, patterns: Patterns): TagRegex {
  const { source, flags, groups, names } = translateRegex(regex);
  const index = groups === 1 ? 1 : names.get("version");
  if (index === undefined) {
    throw fault("bad-tag-regex", {
      regex,
      reason: "has neither exactly one group nor a group named version",
    });
  }
  return {
    source: regex,
    match(text) {
      const found = patterns.match(source, flags, text, TIME_LIMIT_MS);
      if (found === "timeout") {
        throw fault("unsupported-regex", { regex, reason: `it takes more than a second for ${text}` });
      }
      return found === null ? null : { whole: found.text, group: found.spans[index] ?? null };
    },
  };
}
