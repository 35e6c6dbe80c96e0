import { admittedMinors, PYTHON_RELEASES } from "../../knowledge/python-releases.ts";
import { metadataViews } from "../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** F016: Requires-Python admits only Python versions that are no longer or not yet supported. */
export const pythonsOutOfTime: Rule = defineRule({
  code: "F016",
  slug: "pythons-out-of-time",
  title: "Requires-Python admits only Python versions that are no longer or not yet supported",
  severity: "info",
  scope: "hygiene",
  needs: ["tree", "dist"],
  docs: {
    what: "No maintained Python satisfies Requires-Python (as of November 2026).",
    why: "The release cannot be installed on any maintained Python.",
    fix: "allow a maintained Python",
    bad: 'requires-python = "<3.8"',
    good: 'requires-python = ">=3.11"',
    peers: [],
  },
  *check(inputs) {
    const today = inputs.today.toISOString().slice(0, 10);
    for (const { requiresPython, label } of metadataViews(inputs)) {
      if (requiresPython === null) continue;
      const minors = admittedMinors(requiresPython.value);
      if (minors === null) continue;
      const admitted = PYTHON_RELEASES.filter(({ minor }) => minors.includes(minor));
      const newest = PYTHON_RELEASES.at(-1)?.released ?? "";
      if (admitted.some(({ released, endOfLife }) => released <= today && today <= endOfLife)) continue;
      // A table that has grown old knows nothing of newer Pythons.
      if (newest < today) continue;
      const isOver = admitted.length > 0 && admitted.every(({ endOfLife }) => endOfLife < today);
      yield {
        message: `${label}: requires-python ${requiresPython.value} admits ${isOver ? "only Pythons that get no more fixes" : "no Python that is released"}`,
        location: requiresPython.location,
        subject: "requires-python",
      };
    }
  },
});
