import { descriptionTexts, placeInText, visibleText } from "../../views/description-text.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";

/** D015: the description has an http image or a dead badge. */
export const insecureImage: Rule = defineRule({
  code: "D015",
  slug: "insecure-image",
  title: "the description has an http image or a dead badge",
  severity: "info",
  needs: ["tree", "dist"],
  byDefault: false,
  docs: {
    what: "The description has images with an http: URL, or badges of discontinued services (travis-ci.org and others).",
    why: "Browsers show a warning or no image.",
    fix: "use https, and remove dead badges",
    bad: "![build](http://travis-ci.org/me/pkg.svg)",
    good: "![build](https://github.com/me/pkg/actions/workflows/test.yml/badge.svg)",
    peers: [],
  },
  async check(inputs) {
    const findings: RuleFinding[] = [];
    for (const text of await descriptionTexts(inputs)) {
      if (text.markup === "plain") continue;
      const pattern =
        text.markup === "markdown"
          ? /!\[[^\]]*\]\(\s*(http[^)\s]+)|<img\s[^>]*src=["'](http[^"']+)["']/gi
          : /^[ \t]*\.\. (?:\|[^|]+\| )?(?:image|figure)::[ \t]+(http\S+)/gm;
      for (const match of visibleText(text).matchAll(pattern)) {
        const address = match[1] ?? match[2] ?? "";
        const why = DEAD.test(address)
          ? "the service no longer exists"
          : address.startsWith("http:")
            ? "its URL is plain http"
            : null;
        if (why === null) continue;
        findings.push({
          message: `the image ${address}: ${why}`,
          location: placeInText(text, match.index + match[0].indexOf(address), address.length),
          subject: address,
        });
      }
    }
    return findings;
  },
});
const DEAD =
  /^https?:\/\/([^/]*\.)?(travis-ci\.org|gemnasium\.com|requires\.io|landscape\.io|pypip\.in|crate\.io|david-dm\.org|lgtm\.com|gitter\.im\/badge)(\/|$)/i;
