import { readTags } from "./views/platform-tag.ts";
import { foreignModules } from "./views/foreign-modules.ts";
import { about, binaryRule } from "./views/platform-rule.ts";
import type { Rule } from "../../engine/rule.ts";

/** T008: a Windows wheel holds a module for another processor. */
export const windowsMachineDiffers: Rule = binaryRule({
  code: "T008",
  slug: "windows-machine-differs",
  title: "compiled code does not match the processor or system of the tag (Windows)",
  severity: "error",
  docs: {
    what: "An extension module of a Windows wheel is for another processor than the tag names, or for another system.",
    why: "On the systems that the wheel is installed on, the import fails with `DLL load failed`.",
    fix: "build the wheel with the Python of its tag; do not rename wheels",
    bad: "win_amd64 with a module for x86",
    good: "win32",
    peers: ["delvewheel"],
  },
  *check(wheel, binaries) {
    const tags = readTags(wheel);
    const machines = new Set(tags.flatMap((tag) => (tag.system === "windows" ? [tag.machine] : [])));
    if (machines.size === 0 || tags.some(({ system }) => system !== "windows")) return;
    for (const { each, machine } of foreignModules(binaries, "pe", machines)) {
      const what = machine === null ? "is not a Windows library" : `is for ${machine}`;
      yield about(wheel, each, `${each.member} ${what}, but the tag is ${tags[0]?.text}`);
    }
  },
});
