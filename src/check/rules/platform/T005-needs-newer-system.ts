import type { ElfFile } from "../../../distribution/binary/elf.ts";
import { compareDotted, libcOf, unmetVersions } from "./views/linux-policy.ts";
import { readTags } from "./views/platform-tag.ts";
import { about, binaryRule } from "./views/platform-rule.ts";
import type { Rule } from "../../engine/rule.ts";

/** T005: a Linux wheel needs more of the system than its tag promises. */
export const needsNewerSystem: Rule = binaryRule({
  code: "T005",
  slug: "needs-newer-system",
  title: "compiled code needs a newer system than the tag allows",
  severity: "error",
  docs: {
    what: "A library needs symbol versions (glibc, libstdc++) that systems of the wheel's tag do not have, or another C library.",
    why: "Installers use the wheel on those systems, and the import fails: `version 'GLIBC_2.34' not found`.",
    fix: "build in the image of the policy (cibuildwheel does), or let auditwheel repair choose the tag",
    bad: "manylinux_2_17 with a library that needs GLIBC_2.34",
    good: "manylinux_2_34",
    peers: ["auditwheel"],
  },
  *check(wheel, binaries) {
    const tags = readTags(wheel);
    const [oldest] = tags
      .flatMap((tag) => (tag.system === "manylinux" ? [tag] : []))
      .toSorted((a, b) => a.version[0] - b.version[0] || a.version[1] - b.version[1]);
    const musl = tags.find((tag) => tag.system === "musllinux");
    for (const each of binaries) {
      const { binary } = each;
      if (binary.format !== "elf") continue;
      const libc = libcOf(binary.needed);
      if (musl !== undefined && libc === "glibc")
        yield about(wheel, each, `${each.member} is linked with glibc, and the tag ${musl.text} means musl`);
      if (oldest === undefined || binary.machine !== oldest.machine) continue;
      if (libc === "musl")
        yield about(
          wheel,
          each,
          `${each.member} is linked with musl, and the tag ${oldest.text} means glibc`,
        );
      const needs = worst(binary, oldest.version, oldest.machine);
      if (needs.length > 0)
        yield about(wheel, each, `${each.member} needs ${needs.join(", ")}, more than ${oldest.text} has`);
    }
  },
});

/** The highest unmet version of each library's symbols. */
function worst(binary: ElfFile, version: readonly [number, number], machine: string): readonly string[] {
  const highest = new Map<string, string>();
  for (const need of unmetVersions(binary.versionNeeds, version, machine)) {
    const [prefix = "", text = ""] = need.version.split(/_(.*)/s);
    const known = highest.get(prefix);
    if (known === undefined || compareDotted(text, known) > 0) highest.set(prefix, text);
  }
  return Array.from(highest, ([prefix, text]) => `${prefix}_${text}`);
}
