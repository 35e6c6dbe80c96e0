import { stableBaseline } from "./views/interpreter-tag.ts";
import { about, binaryRule } from "./views/platform-rule.ts";
import { stableSince, takenFromPython } from "./views/abi-symbols.ts";
import type { Rule } from "../../engine/rule.ts";

/** T011: a stable-ABI wheel uses what came later than its tag. */
export const stableBaselineTooOld: Rule = binaryRule({
  code: "T011",
  slug: "stable-baseline-too-old",
  title: "an abi3 wheel uses functions newer than its tag",
  severity: "error",
  docs: {
    what: "The tag names the oldest Python that the wheel supports, but an extension module uses functions that were added to the stable ABI later.",
    why: "On the oldest Python versions of the tag, the import fails: `undefined symbol`.",
    fix: "raise the tag (setuptools: [bdist_wheel] py_limited_api; maturin: the abi3-pyXY feature) and requires-python, or set Py_LIMITED_API to the tag's version",
    bad: "cp37-abi3 with a module that needs PyType_GetModule (3.10)",
    good: "cp310-abi3",
    peers: ["abi3audit"],
  },
  *check(wheel, binaries) {
    const baseline = stableBaseline(wheel);
    if (baseline === null) return;
    for (const each of binaries) {
      if (each.extension === null) continue;
      const later = takenFromPython(each.binary)
        // What is weak is asked for at run time whether it is there.
        .flatMap(({ name, weak }) => ({ name, since: weak ? 0 : (stableSince(name) ?? 0) }))
        .filter(({ since }) => since > baseline)
        .toSorted((a, b) => b.since - a.since || (a.name < b.name ? -1 : 1));
      const [first] = later;
      if (first === undefined) continue;
      const more = later.length > 1 ? ` and ${later.length - 1} more` : "";
      yield {
        ...about(
          wheel,
          each,
          `${each.member} uses ${first.name} (Python 3.${first.since})${more}, but the tag begins with 3.${baseline}`,
        ),
        details: { symbols: later.map(({ name }) => name), tag: `cp3${first.since}` },
      };
    }
  },
});
