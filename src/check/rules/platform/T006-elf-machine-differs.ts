import { readTags } from "../../platform/platform-tag.ts";
import { about, binaryRule } from "../../platform/platform-rule.ts";
import type { Rule } from "../../rule.ts";

/** T006: a Linux wheel holds a module for another processor. */
export const elfMachineDiffers: Rule = binaryRule({
  code: "T006",
  slug: "elf-machine-differs",
  title: "compiled code is for another processor or system than the tag (Linux)",
  severity: "error",
  docs: {
    what: "An extension module of a Linux wheel is for another processor than the tag names, or for another system.",
    why: "It cannot be imported where installers take the wheel.",
    fix: "build the wheel for the processor of its tag; do not rename wheels",
    bad: "manylinux_2_28_aarch64 with a module for x86_64",
    good: "manylinux_2_28_x86_64",
    peers: ["auditwheel"],
  },
  *check(wheel, binaries) {
    const tags = readTags(wheel).filter((tag) => tag.system !== "macos" && tag.system !== "windows");
    if (tags.length === 0 || tags.length < readTags(wheel).length) return;
    const machines = tags.map(({ machine }) => machine);
    const fits = new Set(
      binaries.flatMap(({ binary, extension }) =>
        binary.format === "elf" && machines.includes(binary.machine) ? [extension?.module] : [],
      ),
    );
    for (const each of binaries) {
      const { binary, extension, member } = each;
      // A twin for the right processor is the one that is imported.
      if (extension === null || fits.has(extension.module)) continue;
      if (binary.format !== "elf")
        yield about(wheel, each, `${member} is no Linux library, and the tag is ${tags[0]?.text}`);
      else if (binary.machine !== "unknown" && !machines.includes(binary.machine))
        yield about(wheel, each, `${member} is for ${binary.machine}, and the tag is ${tags[0]?.text}`);
    }
  },
});
