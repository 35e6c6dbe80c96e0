import { readTags } from "./views/platform-tag.ts";
import { foreignModules } from "./views/foreign-modules.ts";
import { about, binaryRule } from "./views/platform-rule.ts";
import type { Rule } from "../../engine/rule.ts";

/** T006: a Linux wheel holds a module for another processor. */
export const elfMachineDiffers: Rule = binaryRule({
  code: "T006",
  slug: "elf-machine-differs",
  title: "compiled code does not match the processor or system of the tag (Linux)",
  severity: "error",
  docs: {
    what: "An extension module of a Linux wheel is for another processor than the tag names, or for another system.",
    why: "The module cannot be imported on the systems that the wheel is installed on.",
    fix: "build the wheel for the processor of its tag; do not rename wheels",
    bad: "manylinux_2_28_aarch64 with a module for x86_64",
    good: "manylinux_2_28_x86_64",
    peers: ["auditwheel"],
  },
  *check(wheel, binaries) {
    const tags = readTags(wheel).filter((tag) => tag.system !== "macos" && tag.system !== "windows");
    if (tags.length === 0 || tags.length < readTags(wheel).length) return;
    const machines = new Set(tags.map(({ machine }) => machine));
    for (const { each, machine } of foreignModules(binaries, "elf", machines)) {
      const what = machine === null ? "is not a Linux library" : `is for ${machine}`;
      yield about(wheel, each, `${each.member} ${what}, but the tag is ${tags[0]?.text}`);
    }
  },
});
