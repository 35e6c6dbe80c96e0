import { symptom } from "../../../findings/finding.ts";
import { indexProject } from "../../views/index-projects.ts";
import { normalizeName } from "../../../version/names.ts";
import { formatVersion, parseVersion } from "../../../version/pep440.ts";
import { sameVersion } from "../../../version/same-version.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** N023: a release has two sdists. */
export const secondSdist: Rule = defineRule({
  code: "N023",
  slug: "second-sdist",
  title: "a release has two sdists",
  severity: "error",
  needs: ["set", ["index", "sdist"]],

  docs: {
    what: "A release has at most one sdist.",
    why: 'PyPI rejects the second ("Only one sdist may be uploaded per release.").',
    fix: "remove one of them",
    bad: "demo-1.0.tar.gz and demo-1.0.zip",
    good: "demo-1.0.tar.gz",
    peers: ["PyPI"],
  },
  *check(inputs) {
    const seen = new Map<string, string>();
    for (const { fileName, metadata } of inputs.sdists) {
      if (metadata === null) continue;
      const parsed = parseVersion(metadata.version);
      const release = `${normalizeName(metadata.name)} ${parsed === null ? metadata.version : formatVersion(parsed)}`;
      const published = indexProject(inputs, metadata.name)?.files.find(
        (each) =>
          isSdist(each.fileName) &&
          each.fileName !== fileName &&
          sameVersion(each.version ?? "", metadata.version),
      );
      const other = seen.get(release) ?? published?.fileName;
      seen.set(release, fileName);
      if (other === undefined) continue;
      yield {
        message: `${release} has two sdists: ${other} and ${fileName}`,
        location: { file: fileName },
        subject: release,
        explains: [symptom.refusal("second-sdist")],
      };
    }
  },
});
function isSdist(fileName: string): boolean {
  return /\.(tar\.gz|zip)$/.test(fileName);
}
