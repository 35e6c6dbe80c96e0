import { about, binaryRule } from "./views/platform-rule.ts";
import { initialisesModule, type WheelBinary } from "./views/wheel-binaries.ts";
import { platformTags } from "./views/platform-tag.ts";
import type { Rule } from "../../engine/rule.ts";

/** T003: a wheel for every platform holds code for one. */
export const compiledModuleInAnyWheel: Rule = binaryRule({
  code: "T003",
  slug: "compiled-module-in-any-wheel",
  title: "a wheel for every platform holds compiled code",
  severity: "error",
  docs: {
    what: "The wheel's tag ends in `any`, and it holds an extension module.",
    why: "Installers take the wheel on every system; on all but the builder's the module cannot be imported.",
    fix: "build a platform wheel: tell the backend that there are extensions (setuptools: ext_modules or has_ext_modules), and let cibuildwheel tag it",
    bad: "pkg-1.0-py3-none-any.whl with pkg/_speed.cpython-312-x86_64-linux-gnu.so",
    good: "pkg-1.0-cp312-cp312-manylinux_2_28_x86_64.whl",
    peers: ["shipwheel"],
  },
  *check(wheel, binaries) {
    if (!platformTags(wheel).includes("any")) return;
    // Libraries of several systems, of which the program picks its own, belong in such a wheel.
    const formats = new Set(binaries.map(({ binary }) => binary.format));
    for (const each of binaries) {
      if (each.extension === null) continue;
      const certain = each.extension.tag !== "" || initialisesModule(each);
      if (!certain && formats.size > 1) continue;
      yield {
        ...about(
          wheel,
          each,
          `${each.member} is compiled for ${systemOf(each)}, and the wheel is for any platform`,
        ),
        ...(certain ? {} : { severity: "warning" as const, confidence: "likely" as const }),
      };
    }
  },
});

function systemOf({ binary }: WheelBinary): string {
  if (binary.format === "elf") return `Linux (${binary.machine})`;
  if (binary.format === "pe") return `Windows (${binary.machine})`;
  return `macOS (${binary.slices.map(({ machine }) => machine).join(", ")})`;
}
