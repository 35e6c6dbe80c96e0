import { defineRule, type Rule } from "../../engine/rule.ts";

/** Y005: the sdist tells who built it. */
export const builderInArchive: Rule = defineRule({
  code: "Y005",
  slug: "builder-in-archive",
  title: "the sdist tells who built it",
  severity: "info",
  needs: ["sdist"],
  docs: {
    what: "Members of the tar carry a user and a group of the machine that built it.",
    why: "It publishes a user name, and the same commit gives other bytes on another machine.",
    fix: "build with a backend that writes 0:0 (hatchling, flit, poetry, pdm), or in CI",
    bad: "tar -tv: ada/staff",
    good: "tar -tv: root/root",
    peers: [],
  },
  *check({ sdists }) {
    for (const { fileName, entries } of sdists) {
      const owners = new Set(entries.flatMap((entry) => (entry.owner === undefined ? [] : [entry.owner])));
      if (owners.size === 0) continue;
      const first = entries.find((entry) => entry.owner !== undefined)?.name ?? "";
      yield {
        message: `${fileName} tells who built it: ${[...owners].slice(0, 3).join(", ")}`,
        location: { file: `${fileName}!/${first}` },
        subject: fileName,
      };
    }
  },
});
