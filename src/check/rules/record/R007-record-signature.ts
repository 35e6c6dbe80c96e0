import { memberPath } from "../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** R007: RECORD has an obsolete signature. */
export const recordSignature: Rule = defineRule({
  code: "R007",
  slug: "record-signature",
  title: "RECORD has an obsolete signature",
  severity: "info",
  needs: ["wheel"],
  docs: {
    what: "The .dist-info folder contains RECORD.jws or RECORD.p7s.",
    why: "No installer ever checked the signatures of the first wheel specification, and they are obsolete.",
    fix: "remove the file; publish with attestations (trusted publishing) instead",
    bad: "good_pkg-1.0.dist-info/RECORD.jws",
    good: "an attestation",
    peers: [],
  },
  *check({ wheels }) {
    for (const wheel of wheels) {
      for (const { name } of wheel.entries) {
        if (!/^[^/]+\.dist-info\/RECORD\.(jws|p7s)$/.test(name)) continue;
        yield {
          message: `${wheel.fileName} contains ${name.slice(name.indexOf("/") + 1)}, which no installer reads`,
          location: { file: memberPath(wheel, name) },
          subject: name,
        };
      }
    }
  },
});
