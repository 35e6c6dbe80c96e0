import { normalizeName } from "../../../../version/names.ts";
import { GENERIC_NAMES } from "../../../knowledge/generic-names.ts";
import { topLevelNames } from "../../../views/wheel-content.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K005: the wheel installs several top-level names. */
export const severalTopLevelNames: Rule = defineRule({
  code: "K005",
  slug: "several-top-level-names",
  title: "the wheel installs several top-level names",
  severity: "info",
  needs: ["wheel"],
  docs: {
    what: "The wheel has more than one importable top-level name without a leading underscore.",
    why: "No other project can use these names, and one of them is often a helper that should not ship.",
    fix: "move the modules into one package, or document that there are several",
    bad: "good_pkg/ and good_helpers/ in one wheel",
    good: "good_pkg/ and good_pkg/helpers/",
    peers: ["check-wheel-contents:W009"],
  },
  *check({ wheels }) {
    for (const wheel of wheels) {
      // Packages under a generic name are told by their own rules.
      const own = normalizeName(wheel.metadata?.name ?? "");
      const names = topLevelNames(wheel).filter(
        (name) => !name.startsWith("_") && (!GENERIC_NAMES.has(name) || normalizeName(name) === own),
      );
      if (names.length < 2) continue;
      yield {
        message: `${wheel.fileName} installs ${names.length} top-level names: ${names.slice(0, 8).join(", ")}${names.length > 8 ? ", ..." : ""}`,
        location: { file: wheel.fileName },
        subject: "top level",
      };
    }
  },
});
