import { installedFiles } from "../../../views/wheel-content.ts";
import { memberPath } from "../../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K010: several files of the wheel have the same content. */
export const duplicateFiles: Rule = defineRule({
  code: "K010",
  slug: "duplicate-files",
  title: "several files of the wheel have the same content",
  severity: "info",
  needs: ["wheel"],
  docs: {
    what: "Two or more files are identical, byte for byte.",
    why: "Nothing breaks, but the wheel is larger than necessary, and the next change may miss one of the copies.",
    fix: "keep one of them",
    bad: "good_pkg/a.json and good_pkg/b.json, identical",
    good: "one of them",
    peers: ["check-wheel-contents:W002"],
  },
  *check({ wheels }) {
    for (const wheel of wheels) {
      const copies = new Map<string, string[]>();
      let wasted = 0;
      for (const { path, member, size } of installedFiles(wheel)) {
        const digest = wheel.entryDigests.get(member);
        if (digest === undefined || size === 0 || MEANT.test(path)) continue;
        const same = copies.get(digest.sha256);
        if (same === undefined) copies.set(digest.sha256, [path]);
        else {
          same.push(path);
          wasted += size;
        }
      }
      const groups = [...copies.values()].filter((paths) => paths.length > 1);
      const [first] = groups;
      if (first === undefined) continue;
      const shown = first.slice(0, 3).join(" = ");
      yield {
        message: `${wheel.fileName} contains ${groups.length} ${groups.length === 1 ? "file" : "files"} more than once (${wasted} bytes in total); the first is ${shown}`,
        location: { file: memberPath(wheel, first[0] ?? "") },
        subject: wheel.fileName,
        details: { groups: groups.slice(0, 50) },
      };
    }
  },
});

/** Markers, packages without code and licenses are the same on purpose. */
const MEANT = /(^|\/)(py\.typed|__init__\.pyi?|LICEN[CS]E[^/]*|COPYING[^/]*|NOTICE[^/]*)$/i;
