import { symptom } from "../../../findings/finding.ts";
import { indexProject } from "../../views/index-projects.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** N012: a file of this name is on the index already. */
export const fileAlreadyPublished: Rule = defineRule({
  code: "N012",
  slug: "file-already-published",
  title: "a file of this name is on the index already",
  severity: "error",
  needs: [["index", "dist"]],

  docs: {
    what: "A file name is used once and never again, also after it was deleted.",
    why: 'PyPI rejects other bytes under the name ("File already exists"); the same bytes are taken again without effect.',
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
          ? `${fileName} is on the index already, with the same bytes`
          : `${fileName} is on the index already, with other bytes`,
        severity: same ? "info" : "error",
        location: { file: fileName },
        subject: fileName,
        why: same
          ? "An upload of the same bytes changes nothing."
          : `PyPI answers: "File already exists ('${fileName}', with blake2_256 hash '...')."`,
        ...(same && { help: "nothing is to be done: this file is published" }),
        explains: [symptom.refusal("file-exists")],
      };
    }
  },
});
