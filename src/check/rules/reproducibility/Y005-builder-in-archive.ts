import { defineRule, type Rule } from "../../engine/rule.ts";

/** Y005: the sdist contains the builder's user name. */
export const builderInArchive: Rule = defineRule({
  code: "Y005",
  slug: "builder-in-archive",
  title: "the sdist contains the builder's user name",
  severity: "info",
  needs: ["sdist"],
  docs: {
    what: "The tar members carry a user and group of the build machine.",
    why: "The sdist reveals a user name, and the same commit produces different bytes on another machine.",
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
        message: `${fileName} contains the builder's user name: ${[...owners].slice(0, 3).join(", ")}`,
        location: { file: `${fileName}!/${first}` },
        subject: fileName,
      };
    }
  },
});
