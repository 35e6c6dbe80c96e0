import { interpreterTags } from "./views/interpreter-tag.ts";
import { parseSpecifierSet } from "../../../version/specifiers.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** T024: a wheel is for a Python that its metadata excludes. */
export const tagExcludedByRequiresPython: Rule = defineRule({
  code: "T024",
  slug: "tag-excluded-by-requires-python",
  title: "a wheel is for a Python that Requires-Python excludes",
  severity: "warning",
  needs: ["wheel"],
  docs: {
    what: "Every Python of the wheel's tag is excluded by its own Requires-Python.",
    why: "No installer ever selects the wheel.",
    fix: "drop the wheel from the build matrix, or widen requires-python",
    bad: "cp38-cp38, Requires-Python: >=3.9",
    good: "cp39-cp39, Requires-Python: >=3.9",
    peers: ["shipwheel"],
  },
  *check({ wheels }) {
    for (const wheel of wheels) {
      const requires = wheel.metadata?.requiresPython ?? null;
      const range = requires === null ? null : parseSpecifierSet(requires);
      const tags = interpreterTags(wheel);
      // A stable-ABI wheel is for all later Pythons, too.
      if (range === null || tags.length === 0 || tags.some(({ abi }) => abi === "abi3")) continue;
      const minors = tags.map(({ python }) => /^(?:cp|pp)(\d)(\d+)$/.exec(python));
      if (minors.some((match) => match === null)) continue;
      const isTaken = minors.some((match) => {
        const minor = `${match?.[1]}.${match?.[2]}`;
        return range.contains(`${minor}.0`) || range.contains(`${minor}.99`);
      });
      if (isTaken) continue;
      yield {
        message: `${wheel.fileName}: the tag is for ${tags.map(({ python }) => python).join(", ")}, but Requires-Python is ${requires}`,
        location: { file: wheel.fileName },
        subject: wheel.fileName,
      };
    }
  },
});
