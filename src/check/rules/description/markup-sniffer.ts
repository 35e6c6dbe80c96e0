import { visibleText } from "../../views/description-text.ts";

const MARKDOWN_ONLY = [
  /^ {0,3}#{1,6} \S/gm,
  /^ {0,3}(?:```|~~~)/gm,
  /(?<![`\w])!?\[[^\]\n]{1,500}\]\([^)\s[]{1,2000}\)/g,
  /^\|(?: *:?-+:? *\|)+ *$/gm,
  /^ {0,3}\[[^\]\n]{1,500}\]: +\S/gm,
];
const RST_ONLY = [
  /^\.\. [\w-]+::/gm,
  /^\.\. _[^:\n]+:/gm,
  /^\.\. \|[^|\n]+\| /gm,
  /`[^`\n<]{1,500} <[^>\n]{1,2000}>`_/g,
  /:[a-z]{1,40}:`[^`\n]{1,2000}`/g,
  /(?<=\w)::[ \t]{0,99}\n[ \t]{0,99}\n[ \t]/g,
];

/** How many constructs of a text only Markdown has; fences count, what stands in them does not. */
export function markdownSigns(text: string): number {
  const visible = visibleText({ text, markup: "markdown" });
  const fences = Math.floor(count(text, MARKDOWN_ONLY.slice(1, 2)) / 2);
  return fences + count(visible, [MARKDOWN_ONLY[0] ?? /$^/g, ...MARKDOWN_ONLY.slice(2)]);
}

/** How many constructs of a text only reStructuredText has. */
export function rstSigns(text: string): number {
  return count(visibleText({ text, markup: "rst" }), RST_ONLY.slice(0, 5)) + count(text, RST_ONLY.slice(5));
}

function count(text: string, patterns: readonly RegExp[]): number {
  return patterns.reduce((sum, pattern) => sum + (text.match(pattern)?.length ?? 0), 0);
}
