import { normalizeName } from "../../../version/names.ts";
import { formatVersion, parseVersion } from "../../../version/pep440.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** N021: the files belong to several versions or projects. */
export const severalReleases: Rule = defineRule({
  code: "N021",
  slug: "several-releases",
  title: "the files belong to several versions or projects",
  severity: "error",
  needs: ["set"],
  docs: {
    what: "A release is one version of one project.",
    why: "A stale file of an earlier build is uploaded with the new files.",
    fix: "empty dist/ before building",
    bad: "pkg-1.0.tar.gz beside pkg-1.1.tar.gz",
    good: "one version in dist/",
    peers: [],
  },
  *check({ distributions }) {
    const releases = new Map<string, string>();
    for (const { metadata, fileName } of distributions) {
      if (metadata === null || metadata.name === "") continue;
      const version = parseVersion(metadata.version);
      const release = `${normalizeName(metadata.name)} ${version === null ? metadata.version : formatVersion(version)}`;
      if (!releases.has(release)) releases.set(release, fileName);
    }
    if (releases.size < 2) return;
    yield {
      message: `the files belong to ${releases.size} releases: ${[...releases.keys()].join(", ")}`,
      subject: "set",
      details: { files: [...releases.values()] },
    };
  },
});
