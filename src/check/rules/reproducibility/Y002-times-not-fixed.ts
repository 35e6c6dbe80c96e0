import { defineRule, type Rule } from "../../engine/rule.ts";

/** Y002: members carry the time of the build. */
export const timesNotFixed: Rule = defineRule({
  code: "Y002",
  slug: "times-not-fixed",
  title: "members carry the time of the build",
  severity: "info",
  needs: [["tree", "dist"]],
  docs: {
    what: "Members of the archive are younger than the commit that they were built from: the backend writes the time of the build, not SOURCE_DATE_EPOCH.",
    why: "The same commit gives other bytes tomorrow; nobody can prove that a file was built from it.",
    fix: "set SOURCE_DATE_EPOCH to the time of the commit; use a backend that honours it in sdists, too",
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
        message: `${fileName}: ${young.length === 1 ? first.name : `${young.length} members`} carry the time of the build, not of the commit`,
        location: { file: `${fileName}!/${first.name}` },
        subject: fileName,
      };
    }
  },
});
