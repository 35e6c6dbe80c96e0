import { symptom } from "../../../findings/finding.ts";
import { indexProject } from "../../views/index-projects.ts";
import { sameVersion } from "../../../version/same-version.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** N022: the release is too old for new files. */
export const releaseClosed: Rule = defineRule({
  code: "N022",
  slug: "release-closed",
  title: "the release is too old for new files",
  severity: "error",
  needs: [["index", "dist"]],
  pypiOnly: true,
  docs: {
    what: "PyPI accepts new files for a release only within 14 days of its first file.",
    why: 'PyPI rejects the upload ("Uploading new files to releases older than 14 days is not allowed.").',
    fix: "publish a post release, for example 1.0.post1, with all files",
    bad: "a wheel for 1.0, a month later",
    good: "1.0.post1",
    peers: ["PyPI"],
  },
  *check(inputs) {
    for (const { fileName, digests, metadata } of inputs.distributions) {
      const project = metadata === null ? null : indexProject(inputs, metadata.name);
      if (metadata === null || project == null) continue;
      const files = project.files.filter((each) => sameVersion(each.version ?? "", metadata.version));
      if (files.some((each) => each.fileName === fileName || each.sha256 === digests.sha256)) continue;
      const times = files.flatMap(({ uploadTime }) => (uploadTime === null ? [] : [uploadTime.getTime()]));
      const days = (inputs.today.getTime() - Math.min(...times)) / 86_400_000;
      if (times.length === 0 || days <= 14) continue;
      yield {
        message: `${fileName}: the release ${metadata.version} was made ${Math.floor(days)} days ago and accepts no new files`,
        location: { file: fileName },
        subject: fileName,
        help: `release ${metadata.version}.post1 with all its files`,
        explains: [symptom.refusal("release-closed")],
      };
    }
  },
});
