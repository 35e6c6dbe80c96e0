import { fixText } from "../../../engine/text-fix.ts";
import { isWebAddress } from "../../../../distribution/acceptance/url-rules.ts";
import { hasScheme, webUrlDefect } from "../../../views/web-url.ts";
import { webAddress } from "../../../../tree/web-address.ts";
import { metadataViews } from "../../../views/metadata-view.ts";
import { symptom } from "../../../../findings/finding.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M017: a project URL is neither http nor https. */
export const projectUrlScheme: Rule = defineRule({
  code: "M017",
  slug: "project-url-scheme",
  title: "a project URL is neither http nor https",
  severity: "error",
  needs: ["tree", "dist"],
  pypiOnly: true,
  fix: "review",
  docs: {
    what: "git@, ssh:, ftp: and file: URLs cannot be links on a web page.",
    why: 'PyPI rejects the upload ("is not a valid url").',
    fix: "use the web URL",
    bad: 'Source = "git@github.com:me/pkg.git"',
    good: 'Source = "https://github.com/me/pkg"',
    peers: ["PyPI"],
  },
  *check(inputs) {
    for (const { plainUrls, urls, label } of metadataViews(inputs)) {
      for (const { label: field, url, location } of [...plainUrls, ...urls]) {
        const defect = webUrlDefect(url);
        if (defect !== null) {
          const message = `${label}: ${field} "${url}" ${defect}`;
          yield {
            message,
            severity: "warning",
            location,
            subject: url,
            why: "PyPI accepts it, but browsers cannot open it.",
          };
        }
        if (isWebAddress(url) || !hasScheme(url)) continue;
        const web = webAddress(url);
        const scheme = /^https?:/i.test(url) ? "is not an http URL" : "is neither http nor https";
        yield {
          message: `${label}: ${field} "${url}" ${scheme}`,
          location,
          subject: url,
          ...(web !== null && {
            help: `write "${web}"`,
            ...fixText(inputs.tree, location, url, web, "review"),
          }),
          explains: [symptom.refusal("invalid-url"), symptom.refusal("invalid-project-url")],
        };
      }
    }
  },
});
