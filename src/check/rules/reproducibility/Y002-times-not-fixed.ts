import { defineRule, type Rule } from "../../engine/rule.ts";

/** Y002: members carry the build time. */
export const timesNotFixed: Rule = defineRule({
  code: "Y002",
  slug: "times-not-fixed",
  title: "members carry the build time",
  severity: "info",
  needs: [["tree", "dist"]],
  docs: {
    what: "Archive members are newer than the commit: the backend writes the build time instead of SOURCE_DATE_EPOCH.",
    why: "Another build of the same commit produces different bytes, so nobody can prove that a file was built from it.",
    fix: "set SOURCE_DATE_EPOCH to the commit time, and use a backend that applies it to sdists too",
    bad: "members of 2026-11-21, commit of 2026-10-01",
    good: "SOURCE_DATE_EPOCH=$(git log -1 --format=%ct) uv build",
    peers: [],
  },
  *check({ tree, distributions, builtFromTree }) {
    if (tree?.git == null || builtFromTree !== true) return;
    // Time zones: a zip holds local time.
    const limit = tree.git.commitTime.getTime() / 1000 + 24 * 3600;
    for (const { fileName, entries, kind } of distributions) {
      // It knows no other way: nobody can cure it.
      if (kind === "sdist" && tree.backendFacts.stampsSdist) continue;
      const young = entries.filter((entry) => entry.modified !== undefined && entry.modified > limit);
      const [first] = young;
      if (first === undefined) continue;
      yield {
        message: `${fileName}: ${young.length === 1 ? first.name : `${young.length} members`} ${young.length === 1 ? "carries" : "carry"} the build time, not the commit time`,
        location: { file: `${fileName}!/${first.name}` },
        subject: fileName,
      };
    }
  },
});
