import { descriptionTexts, placeInText, visibleText } from "../../views/description-text.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";

/** D011: an anchor link in the description has no target. */
export const anchorMissing: Rule = defineRule({
  code: "D011",
  slug: "anchor-missing",
  title: "an anchor link in the description has no target",
  severity: "info",
  needs: ["tree", "dist"],

  docs: {
    what: "A link to `#part` matches no heading.",
    why: "Clicking the link does nothing.",
    fix: "correct the anchor: the heading in lower case, with hyphens for spaces and without other characters",
    bad: "[usage](#how-to-use), and the heading is Usage",
    good: "[usage](#usage)",
    peers: [],
  },
  async check(inputs) {
    const findings: RuleFinding[] = [];
    for (const text of await descriptionTexts(inputs)) {
      if (text.markup !== "markdown" || /commonmark/i.test(text.contentType ?? "")) continue;
      const visible = visibleText(text);
      const anchors = anchorsOf(visible, text.text);
      for (const match of visible.matchAll(
        /\]\(#([^)\s]{1,500})\)|<a\s[^>]{0,999}href=["']#([^"']{1,500})["']/gi,
      )) {
        const anchor = match[1] ?? match[2] ?? "";
        const plain = decoded(anchor)
          .toLowerCase()
          .replace(/^user-content-/, "");
        if (anchor === "" || plain === "top" || /^fn(?:ref)?[-\d]/.test(plain) || anchors.has(plain))
          continue;
        findings.push({
          message: `the link to #${anchor} has no target: no heading has that anchor`,
          location: placeInText(text, match.index + match[0].indexOf(`#${anchor}`), anchor.length + 1),
          subject: anchor,
        });
      }
    }
    return findings;
  },
});
/** Anchors that headings give, and ids that are written out. */
function anchorsOf(visible: string, whole: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  const add = (heading: string): void => {
    const slug = slugOf(heading);
    let anchor = slug;
    for (let copy = 1; anchors.has(anchor); copy += 1) anchor = `${slug}-${copy}`;
    anchors.add(anchor);
  };
  // The code that a heading holds is blanked in the visible text: where it stands is looked up there.
  const lines = whole.split("\n");
  for (const [at, line] of visible.split("\n").entries()) {
    const atx = /^ {0,3}#{1,6}(?:[ \t]|$)/.test(line);
    const setext = /^ {0,3}(?:=+|-+)[ \t]*$/.test(line) && (lines[at - 1] ?? "").trim() !== "";
    if (atx) add((lines[at] ?? "").replace(/^ {0,3}#{1,6}/, "").replace(/#+\s*$/, ""));
    else if (setext) add(lines[at - 1] ?? "");
  }
  for (const [, heading = ""] of visible.matchAll(/<h[1-6][^>]{0,999}>([\s\S]{0,2000}?)<\/h[1-6]>/gi))
    add(heading);
  for (const [, id = ""] of visible.matchAll(/\b(?:id|name)=["']([^"']{1,500})["']/gi))
    anchors.add(id.toLowerCase());
  return anchors;
}

/** The anchor of a heading as GitHub and PyPI's Markdown make it. */
function slugOf(heading: string): string {
  return heading
    .replaceAll(/<[^>]{1,999}>/g, "")
    .replaceAll(/!?\[([^\]]{0,500})\](?:\([^)]{0,2000}\)|\[[^\]]{0,500}\])/g, "$1")
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replaceAll(" ", "-");
}

function decoded(anchor: string): string {
  try {
    return decodeURIComponent(anchor);
  } catch {
    return anchor;
  }
}
