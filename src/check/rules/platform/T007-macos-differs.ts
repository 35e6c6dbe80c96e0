import type { MachSlice } from "../../../distribution/binary/mach-o.ts";
import { compareTo, readTags } from "./views/platform-tag.ts";
import { about, binaryRule } from "./views/platform-rule.ts";
import type { Rule } from "../../engine/rule.ts";

/** T007: a macOS wheel holds a module for another processor, or for a newer macOS. */
export const macosDiffers: Rule = binaryRule({
  code: "T007",
  slug: "macos-differs",
  title: "compiled code does not match the processor or macOS version of the tag",
  severity: "error",
  docs: {
    what: "A library of a macOS wheel lacks a processor of the tag, or its deployment target is newer than the tag's version.",
    why: "Installers use the wheel on systems where the library cannot be loaded.",
    fix: "set MACOSX_DEPLOYMENT_TARGET for the build, or set the tag that its libraries need (`delocate-wheel --require-target-macos-version`)",
    bad: "macosx_11_0_arm64 with a library that needs macOS 14.0",
    good: "macosx_14_0_arm64",
    peers: ["delocate"],
  },
  *check(wheel, binaries) {
    const tags = readTags(wheel);
    const macs = tags.filter((tag) => tag.system === "macos");
    if (macs.length === 0 || macs.length < tags.length) return;
    for (const each of binaries) {
      const { binary, extension, member } = each;
      const severity = extension === null ? { severity: "warning" as const } : {};
      if (binary.format !== "mach-o") {
        if (extension !== null)
          yield about(wheel, each, `${member} is not a macOS library, but the tag is ${macs[0]?.text}`);
        continue;
      }
      for (const tag of macs) {
        const missing = tag.machines.filter(
          (machine) => !binary.slices.some((slice) => slice.machine === machine),
        );
        // Old names of several processors are given to wheels of one, which is harmless where only that one is left.
        if (missing.length > 0 && !missing.every((machine) => /^(?:i386|ppc)/.test(machine))) {
          // A library that bears a processor's name has a twin, of which the code loads one.
          const isOneOfTwins = PROCESSOR.test(member) || !member.endsWith(".dylib");
          yield {
            ...about(wheel, each, `${member} lacks ${missing.join(", ")}, but the tag is ${tag.text}`),
            ...(isOneOfTwins && severity),
          };
          break;
        }
        const slice = binary.slices.find(
          (one) => tag.machines.includes(one.machine) && isNewer(one, tag.version),
        );
        if (slice === undefined) continue;
        const needs = `${member} needs macOS ${slice.minimum?.join(".")} (${slice.machine}), but the tag is ${tag.text}`;
        yield { ...about(wheel, each, needs), ...severity };
        break;
      }
    }
  },
});

const PROCESSOR = /arm64|aarch64|x86[_-]?64|amd64|x64|intel/i;

function isNewer({ platform, minimum, machine }: MachSlice, version: readonly [number, number]): boolean {
  if (platform !== "macos" || minimum === null) return false;
  // There is no arm64 macOS before 11.
  const bound = machine === "arm64" && version[0] < 11 ? ([11, 0] as const) : version;
  // From 11 on the tag has no minor number.
  const own = minimum[0] >= 11 ? ([minimum[0], 0] as const) : minimum;
  return compareTo(own, bound) > 0;
}
