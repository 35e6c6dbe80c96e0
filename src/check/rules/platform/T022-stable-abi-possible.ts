import type { Binary } from "../../../distribution/binary/binary.ts";
import { interpreterTags } from "./views/interpreter-tag.ts";
import { platformTags } from "./views/platform-tag.ts";
import { stableSince, takenFromPython } from "./views/abi-symbols.ts";
import { binariesOf, binaryVisitor } from "./views/wheel-binaries.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** T022: one wheel would do for all Pythons. */
export const stableAbiPossible: Rule = defineRule<undefined, Binary>({
  code: "T022",
  slug: "stable-abi-possible",
  title: "one abi3 wheel could replace the wheels for each Python",
  severity: "info",
  confidence: "likely",
  byDefault: false,
  needs: [["wheel", "set"]],
  visitor: binaryVisitor,
  docs: {
    what: "The release has wheels for several Python versions, but their modules use only the stable ABI.",
    why: "One abi3 wheel replaces them all, works with future Python versions, and is built once.",
    fix: "compile with Py_LIMITED_API and tag the wheel abi3",
    bad: "cp310-cp310, cp311-cp311, cp312-cp312",
    good: "cp310-abi3",
    peers: ["shipwheel"],
  },
  *check({ wheels }, _options, seen) {
    const groups = Map.groupBy(wheels, (wheel) => platformTags(wheel).join("."));
    for (const [platform, group] of groups) {
      const versions = group.flatMap((wheel) =>
        interpreterTags(wheel).filter(({ python, abi }) => python === abi && /^cp3\d+$/.test(abi)),
      );
      if (versions.length < 2) continue;
      const modules = group
        .flatMap((wheel) => binariesOf(wheel, seen))
        .filter(({ extension }) => extension !== null);
      const taken = modules.flatMap(({ binary }) => takenFromPython(binary));
      if (taken.length === 0 || taken.some(({ name }) => stableSince(name) === null)) continue;
      const since = Math.max(...taken.map(({ name }) => stableSince(name) ?? 0));
      const oldest = Math.min(...versions.map(({ python }) => Number(python.slice(3))));
      if (since > oldest) continue;
      yield {
        message: `${versions.length} wheels for ${platform} use only the stable ABI: one cp3${oldest}-abi3 wheel is enough`,
        location: { file: group[0]?.fileName ?? "" },
        subject: platform,
      };
    }
  },
});
