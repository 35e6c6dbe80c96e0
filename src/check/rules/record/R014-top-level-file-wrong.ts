import { memberPath } from "../../views/metadata-view.ts";
import { importableNames, installedPaths, isEmptyWheel } from "../../views/wheel-content.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** R014: top_level.txt or namespace_packages.txt is wrong. */
export const topLevelFileWrong: Rule = defineRule({
  code: "R014",
  slug: "top-level-file-wrong",
  title: "top_level.txt or namespace_packages.txt is wrong",
  severity: "info",
  needs: ["wheel"],
  docs: {
    what: "top_level.txt or namespace_packages.txt, which setuptools writes, lists names that are not in the wheel.",
    why: "Old tools that read these files look for missing modules.",
    fix: "remove the old egg-info folder and build from a clean tree",
    bad: "top_level.txt: gone",
    good: "top_level.txt: good_pkg",
    peers: [],
  },
  visitor: {
    wants: ({ name, size }) =>
      /^[^/]+\.dist-info\/(top_level|namespace_packages)\.txt$/.test(name) ? Math.min(size, 65_536) : 0,
    look: (bytes) =>
      Buffer.from(bytes)
        .toString("utf8")
        .split(/\s+/)
        .filter((name) => name !== ""),
  },
  *check(_inputs, _options, seen) {
    for (const { distribution, member, value } of seen) {
      const names = importableNames(distribution);
      const folders = installedPaths(distribution);
      const missing = value.filter(
        (name) => !names.has(name.replaceAll("/", ".")) && !folders.has(name.replaceAll(".", "/")),
      );
      // Of an empty wheel another rule speaks.
      if (missing.length === 0 || isEmptyWheel(distribution)) continue;
      yield {
        message: `${member.name.slice(member.name.indexOf("/") + 1)} names ${missing.join(", ")}, which is not in the wheel`,
        location: { file: memberPath(distribution, member.name) },
        subject: member.name,
      };
    }
  },
});
