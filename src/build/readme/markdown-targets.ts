import type { Token, Tokens } from "marked";
import { isRelative, type Target } from "./rewrite-links.ts";

/** A place that looks like a target. Whether it is one depends on what is around it: code, a comment, plain text. */
interface Candidate {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The relative targets of a Markdown text. What looks like one is replaced by a mark, and a parser of Markdown (CommonMark
 * with GitHub's extensions) says which marks are targets, and of what.
 */
export async function markdownTargets(text: string): Promise<readonly Target[]> {
  const candidates = candidatesOf(text);
  if (candidates.length === 0) return [];
  const mark = markFor(text);
  const parts: string[] = [];
  let end = 0;
  candidates.forEach((each, at) => {
    parts.push(text.slice(end, each.start), `${mark}${at}x`);
    end = each.end;
  });
  parts.push(text.slice(end));
  const { marked } = await import("marked");
  const kinds = new Map<number, Target["kind"]>();
  const note = (target: string, kind: Target["kind"]): void => {
    const [, number] = new RegExp(`^${mark}(\\d+)x$`).exec(target) ?? [];
    if (number === undefined) return;
    // An image needs the bytes; the page of a file is none.
    if (kinds.get(Number(number)) !== "image") kinds.set(Number(number), kind);
  };
  const tokens = marked.lexer(parts.join(""), { gfm: true });
  void marked.walkTokens(tokens, (token: Token) => {
    if (token.type === "link" || token.type === "image")
      note((token as Tokens.Link).href, token.type === "link" ? "link" : "image");
    else if (token.type === "def") note((token as Tokens.Def).href, "link");
    else if (token.type === "html") htmlTargets((token as Tokens.HTML).raw, note);
  });
  return candidates.flatMap((each, at) => {
    const kind = kinds.get(at);
    return kind === undefined ? [] : [{ ...each, kind }];
  });
}

/** A word that the text does not have, without anything that Markdown knows. */
function markFor(text: string): string {
  let mark = "qzjtarget";
  while (text.includes(mark)) mark += "q";
  return mark;
}

/** The attributes of tags, not of comments. */
function htmlTargets(raw: string, note: (target: string, kind: Target["kind"]) => void): void {
  const html = raw.replaceAll(/<!--[\s\S]*?(?:-->|$)/g, "");
  for (const [tag, name = ""] of html.matchAll(/<([a-z][a-z0-9]*)\b(?:[^<>"']|"[^"]*"|'[^']*')*>/gi)) {
    for (const [, attribute = "", double, single, bare] of tag.matchAll(ATTRIBUTE)) {
      const isLink = name.toLowerCase() === "a" && attribute.toLowerCase() === "href";
      const isImage = name.toLowerCase() === "img" && attribute.toLowerCase() === "src";
      if (isLink || isImage) note(double ?? single ?? bare ?? "", isLink ? "link" : "image");
    }
  }
}

const ATTRIBUTE = /\s(href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=`]+))/gi;

/** Behind `](` and `]:`, and in `href` and `src`. */
function candidatesOf(text: string): readonly Candidate[] {
  const found: Candidate[] = [];
  const add = (start: number, end: number): void => {
    const target = text.slice(start, end);
    if (isRelative(target.replace(/^</, ""))) found.push({ text: target, start, end });
  };
  for (const { index, 0: opening } of text.matchAll(/\](?:\(|:)[ \t]*\n?[ \t]*/g)) {
    const start = index + opening.length;
    const end = endOfDestination(text, start);
    if (end === null) continue;
    // The brackets go with the blanks that they are for.
    add(start, end);
  }
  for (const match of text.matchAll(/\b(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=`]+))/dgi)) {
    const [start, end] = match.indices?.[1] ?? match.indices?.[2] ?? match.indices?.[3] ?? [0, 0];
    add(start, end);
  }
  const sorted = found.toSorted((a, b) => a.start - b.start);
  return sorted.filter(({ start }, at) => at === 0 || start >= (sorted[at - 1]?.end ?? 0));
}

/** Where a link destination ends (CommonMark 6.3); null when none begins here. */
function endOfDestination(text: string, start: number): number | null {
  if (text[start] === "<") {
    const close = /^<(?:[^<>\n\\]|\\.)*>/.exec(text.slice(start, start + 2000));
    return close === null ? null : start + close[0].length;
  }
  let depth = 0;
  let at = start;
  for (; at < text.length; at += 1) {
    const sign = text[at] ?? "";
    if (sign === "\\") at += 1;
    else if (sign <= " ") break;
    else if (sign === "(") depth += 1;
    else if (sign === ")" && depth-- === 0) break;
  }
  return at === start ? null : Math.min(at, text.length);
}
