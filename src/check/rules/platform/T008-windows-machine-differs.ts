import { readTags } from "../../platform/platform-tag.ts";
import { about, binaryRule } from "../../platform/platform-rule.ts";
import type { Rule } from "../../rule.ts";

/** T008: a Windows wheel holds a module for another processor. */
export const windowsMachineDiffers: Rule = binaryRule({
  code: "T008",
  slug: "windows-machine-differs",
  title: "compiled code is for another processor or system than the tag (Windows)",
  severity: "error",
  docs: {
    what: "An extension module of a Windows wheel is for another processor than the tag names, or for another system.",
    why: "Python says `DLL load failed` where installers take the wheel.",
    fix: "build the wheel with the Python of its tag; do not rename wheels",
    bad: "win_amd64 with a module for x86",
    good: "win32",
    peers: ["delvewheel"],
  },
  *check(wheel, binaries) {
    const tags = readTags(wheel);
    const machines = tags.flatMap((tag) => (tag.system === "windows" ? [tag.machine] : []));
    if (machines.length === 0 || machines.length < tags.length) return;
    const fits = new Set(
      binaries.flatMap(({ binary, extension }) =>
        binary.format === "pe" && machines.includes(binary.machine) ? [extension?.module] : [],
      ),
    );
    for (const each of binaries) {
      const { binary, extension, member } = each;
      if (extension === null || fits.has(extension.module)) continue;
      if (binary.format !== "pe")
        yield about(wheel, each, `${member} is no Windows library, and the tag is ${tags[0]?.text}`);
      else if (binary.machine !== "unknown" && !machines.includes(binary.machine))
        yield about(wheel, each, `${member} is for ${binary.machine}, and the tag is ${tags[0]?.text}`);
    }
  },
});
