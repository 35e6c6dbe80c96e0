import { stableBaseline } from "./views/interpreter-tag.ts";
import { about, binaryRule } from "./views/platform-rule.ts";
import { NEWEST_STABLE, stableSince, takenFromPython } from "./views/abi-symbols.ts";
import { listed } from "../../../text/plural.ts";
import type { Rule } from "../../engine/rule.ts";

/** T010: a stable-ABI wheel uses what is not of the stable ABI. */
export const symbolNotStable: Rule = binaryRule({
  code: "T010",
  slug: "symbol-not-stable",
  title: "an abi3 wheel uses symbols outside the stable ABI",
  severity: "error",
  docs: {
    what: "The tag is abi3, but an extension module uses functions or data of Python that are not in the stable ABI.",
    why: "Installers use the wheel for every later Python. A version that changes or removes the symbol crashes or cannot import the module.",
    fix: "compile with Py_LIMITED_API set to the oldest supported Python, or build one wheel for each Python",
    bad: "cp39-abi3 with a module that needs _PyObject_GetDictPtr",
    good: "cp39-abi3 with a module compiled with -DPy_LIMITED_API=0x03090000",
    peers: ["abi3audit"],
  },
  *check(wheel, binaries) {
    const baseline = stableBaseline(wheel);
    if (baseline === null || baseline > NEWEST_STABLE) return;
    for (const each of binaries) {
      if (each.extension === null) continue;
      const unstable = takenFromPython(each.binary).filter(({ name }) => stableSince(name) === null);
      if (unstable.length === 0) continue;
      const names = unstable.map(({ name }) => name).sort();
      yield {
        ...about(wheel, each, `${each.member} uses ${listed(names)}, which is not in the stable ABI`),
        details: { symbols: names },
      };
    }
  },
});
