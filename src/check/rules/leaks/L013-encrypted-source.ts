import { ENCRYPTED_SOURCE } from "../../../distribution/archive/encrypted-source.ts";
import { symptom } from "../../../findings/finding.ts";
import { memberPath } from "../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** L013: the source is encrypted by PyArmor or SourceDefender. */
export const encryptedSource: Rule = defineRule({
  code: "L013",
  slug: "encrypted-source",
  title: "the source is encrypted by PyArmor or SourceDefender",
  severity: "error",
  needs: ["dist"],
  docs: {
    what: "A Python file has the signature of one of the two programs.",
    why: 'PyPI rejects the upload ("PyArmor-encrypted content is not allowed"), because nobody can review it.',
    fix: "publish the source as it is, or use another index",
    bad: '__pyarmor__(__name__, __file__, b"...")',
    good: "the source",
    peers: ["PyPI"],
  },
  pypiOnly: true,
  visitor: ENCRYPTED_SOURCE,
  *check(_inputs, _options, seen) {
    for (const { distribution, member, value } of seen) {
      yield {
        message: `${member.path} is encrypted by ${value}`,
        location: { file: memberPath(distribution, member.name) },
        subject: `${distribution.kind} ${value}`,
        why: `PyPI rejects the upload: "Invalid distribution file. ${value}-encrypted content is not allowed."`,
        explains: [symptom.refusal("encrypted-content")],
      };
    }
  },
});
