import { contentTypeDefect } from "./content-type.ts";
import { metadataViews } from "../../views/metadata-view.ts";
import { symptom } from "../../../findings/finding.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** D003: the description's content type is invalid. */
export const contentTypeInvalid: Rule = defineRule({
  code: "D003",
  slug: "content-type-invalid",
  title: "the description's content type is invalid",
  severity: "error",
  needs: ["tree", "dist"],
  docs: {
    what: "text/plain, text/x-rst or text/markdown; charset UTF-8; for Markdown the variant GFM or CommonMark.",
    why: "PyPI rejects the upload (\"'description-content-type' must be one of ...\").",
    fix: "use one of the three, or let the backend derive it from the file suffix",
    bad: 'content-type = "text/md"',
    good: 'content-type = "text/markdown"',
    peers: ["PyPI", "twine"],
  },
  *check(inputs) {
    for (const { contentType, label } of metadataViews(inputs)) {
      const reason = contentType === null ? null : contentTypeDefect(contentType.value);
      if (contentType === null || reason === null) continue;
      yield {
        message: `${label}: the description's content type "${contentType.value}" ${reason}`,
        location: contentType.location,
        subject: contentType.value,
        explains: [
          symptom.refusal("description-content-type"),
          symptom.refusal("description-content-type"),
          symptom.build("invalid-metadata"),
        ],
      };
    }
  },
});
