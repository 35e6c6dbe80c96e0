import { importableNames, installedFiles, isEmptyWheel } from "../../../views/wheel-content.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K002: the wheel installs no importable module. */
export const onlyDataAndScripts: Rule = defineRule({
  code: "K002",
  slug: "only-data-and-scripts",
  title: "the wheel installs no importable module",
  severity: "info",
  needs: ["wheel"],
  docs: {
    what: "The wheel contains scripts or data files but no module.",
    why: "This is correct for a wheel that ships a program; a library's wheel lacks its packages.",
    fix: "configure where the packages are; for a program, ignore this finding",
    bad: "good_pkg-1.0.data/scripts/good.sh and nothing else",
    good: "good_pkg/__init__.py",
    peers: ["check-wheel-contents:W007"],
  },
  visitor: {
    wants: ({ name, size }) => (/^[^/]+\.data\/scripts\//.test(name) ? Math.min(size, 2) : 0),
    look: (bytes) => (Buffer.from(bytes).toString("latin1") === "#!" ? undefined : true),
  },
  *check({ wheels }, _options, seen) {
    for (const wheel of wheels) {
      if (isEmptyWheel(wheel) || wheel.entries.length === 0 || importableNames(wheel).size > 0) continue;
      // A program that was compiled is what such a wheel is for.
      if (seen.some((each) => each.distribution === wheel)) continue;
      if (installedFiles(wheel).some(({ path }) => path.endsWith(".pyi"))) continue;
      yield {
        message: `${wheel.fileName} installs no importable module`,
        location: { file: wheel.fileName },
        subject: wheel.fileName,
      };
    }
  },
});
