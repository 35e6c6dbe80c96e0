import { fixText } from "../../../engine/text-fix.ts";
import { isWebAddress } from "../../../../distribution/acceptance/url-rules.ts";
import { hasScheme } from "../../../views/web-url.ts";
import { metadataViews } from "../../../views/metadata-view.ts";
import { symptom } from "../../../../findings/finding.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M015: a URL does not begin with http:// or https://. */
export const homePageNotAUrl: Rule = defineRule({
  code: "M015",
  slug: "home-page-not-a-url",
  title: "a URL does not begin with http:// or https://",
  severity: "error",
  needs: ["tree", "dist"],
  pypiOnly: true,
  fix: "review",
  docs: {
    what: "Home-page, Download-URL and every project URL must begin with http:// or https://.",
    why: 'PyPI rejects the upload ("is not a valid url").',
    fix: "write the full URL with https://",
    bad: 'Homepage = "good.dev/pkg"',
    good: 'Homepage = "https://good.dev/pkg"',
    peers: ["PyPI"],
  },
  *check(inputs) {
    for (const { plainUrls, urls, label } of metadataViews(inputs)) {
      for (const { label: field, url, location } of [...plainUrls, ...urls]) {
        // What uploaders send as UNKNOWN, PyPI drops: old backends write it for "nothing".
        if (isWebAddress(url) || hasScheme(url) || url === "" || url.trim() === "UNKNOWN") continue;
        yield {
          message: `${label}: ${field} "${url}" is not a URL`,
          location,
          subject: url,
          help: `write "https://${url.replace(/^\/+/, "")}"`,
          ...fixText(inputs.tree, location, url, `https://${url.replace(/^\/+/, "")}`, "review"),
          explains: [
            symptom.refusal("invalid-url"),
            symptom.refusal("invalid-project-url"),
            symptom.build("invalid-metadata"),
          ],
        };
      }
    }
  },
});
