import { about, binaryRule } from "./views/platform-rule.ts";
import { readTags } from "./views/platform-tag.ts";
import type { Rule } from "../../engine/rule.ts";

/** T017: a library is compiled for newer processors than the tag says. */
export const newerProcessorNeeded: Rule = binaryRule({
  code: "T017",
  slug: "newer-processor-needed",
  title: "a library needs a newer x86-64 processor than the tag allows",
  severity: "warning",
  docs: {
    what: "The library is marked as compiled for x86-64-v2 or higher.",
    why: "The x86_64 tag covers all processors, so installers also use the wheel on older ones, where the library cannot be loaded or the program crashes (`CPU ISA level is lower than required`).",
    fix: "compile for the baseline (`-march=x86-64`), and select faster code at run time",
    bad: "-march=x86-64-v3",
    good: "-march=x86-64",
    peers: ["auditwheel"],
  },
  *check(wheel, binaries) {
    if (
      !readTags(wheel).some(
        ({ system }) => system === "manylinux" || system === "musllinux" || system === "linux",
      )
    )
      return;
    for (const each of binaries) {
      const { binary } = each;
      if (binary.format !== "elf" || binary.machine !== "x86_64" || (binary.isaLevel ?? 1) < 2) continue;
      yield about(wheel, each, `${each.member} is compiled for x86-64-v${binary.isaLevel}`);
    }
  },
});
