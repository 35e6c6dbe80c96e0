import { metadataViews } from "../../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M028: the metadata still has a template's placeholders. */
export const placeholderMetadata: Rule = defineRule({
  code: "M028",
  slug: "placeholder-metadata",
  title: "the metadata still has a template's placeholders",
  severity: "warning",
  needs: ["tree", "dist"],
  docs: {
    what: "`your-org`, `example.com`, `Your Name` and similar placeholders are used instead of real values.",
    why: "The project page links to nothing, or to somebody else.",
    fix: "write the real URL or name",
    bad: 'Homepage = "https://github.com/your-org/pkg"',
    good: 'Homepage = "https://github.com/real-org/pkg"',
    peers: [],
  },
  *check(inputs) {
    for (const { urls, plainUrls, authors, maintainers, label } of metadataViews(inputs)) {
      const values = [
        ...[...urls, ...plainUrls].map(({ url, location }) => ({ text: url, location })),
        ...[...authors, ...maintainers].flatMap(({ name, email, location }) =>
          [name, email].flatMap((text) => (text === null ? [] : [{ text, location }])),
        ),
      ];
      for (const { text, location } of values) {
        const placeholder = PLACEHOLDER.exec(text)?.[0];
        if (placeholder === undefined) continue;
        yield {
          message: `${label}: "${text}" is a template's placeholder (${placeholder})`,
          location,
          subject: placeholder.toLowerCase(),
        };
      }
    }
  },
});

/** Words that templates leave behind; RFC 2606's domains are for examples only. */
const PLACEHOLDER =
  /\byour[-_ ]?(org|organization|organisation|name|username|user|company|project|repo|email)\b|\bfirst[-_ ]?last\b|(?<=[/@.])example\.(com|org|net)\b|\bJohn Doe\b|\bTODO\b|\bCHANGEME\b|<[a-z-]+>/i;
