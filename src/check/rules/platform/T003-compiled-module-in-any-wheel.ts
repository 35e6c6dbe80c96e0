import { about, binaryRule } from "./views/platform-rule.ts";
import { initialisesModule, type WheelBinary } from "./views/wheel-binaries.ts";
import { platformTags } from "./views/platform-tag.ts";
import type { Rule } from "../../engine/rule.ts";

/** T003: a wheel for every platform holds code for one. */
export const compiledModuleInAnyWheel: Rule = binaryRule({
  code: "T003",
  slug: "compiled-module-in-any-wheel",
  title: "a wheel for any platform contains compiled code",
  severity: "error",
  docs: {
    what: "The wheel's platform tag is `any`, but the wheel contains an extension module.",
    why: "Installers use the wheel on every system, but the module can be imported only on systems like the build machine.",
    fix: "build a platform wheel: configure the extension modules (setuptools: ext_modules or has_ext_modules), and let cibuildwheel set the tag",
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
          `${each.member} is compiled for ${systemOf(each)}, but the wheel is tagged for any platform`,
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
