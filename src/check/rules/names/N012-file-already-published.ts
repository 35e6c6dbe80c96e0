import { symptom } from "../../../findings/finding.ts";
import { indexProject } from "../../views/index-projects.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** N012: the index already has a file of this name. */
export const fileAlreadyPublished: Rule = defineRule({
  code: "N012",
  slug: "file-already-published",
  title: "the index already has a file of this name",
  severity: "error",
  needs: [["index", "dist"]],

  docs: {
    what: "A file name can be used only once, even if the file is deleted.",
    why: 'PyPI rejects different bytes under the name ("File already exists"); it ignores identical bytes.',
    fix: "release another version",
    bad: "demo-1.0.tar.gz twice, with different content",
    good: "demo-1.1.tar.gz",
    peers: ["PyPI"],
  },
  *check(inputs) {
    for (const { fileName, digests, metadata } of inputs.distributions) {
      const project = metadata === null ? null : indexProject(inputs, metadata.name);
      const file = project?.files.find((each) => each.fileName === fileName);
      if (file === undefined) continue;
      const same = file.sha256 === digests.sha256;
      yield {
        message: same
          ? `${fileName} is already on the index, with the same bytes`
          : `${fileName} is already on the index, with different bytes`,
        severity: same ? "info" : "error",
        location: { file: fileName },
        subject: fileName,
        why: same
          ? "Uploading the same bytes again has no effect."
          : `PyPI answers: "File already exists ('${fileName}', with blake2_256 hash '...')."`,
        ...(same && { help: "do nothing: this file is already published" }),
        explains: [symptom.refusal("file-exists")],
      };
    }
  },
});
