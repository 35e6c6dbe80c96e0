import { isReStructuredText } from "../../distribution/metadata/description-rendering.ts";
import { linePlaces } from "../../text/line-places.ts";
import { memberPath, metadataMember } from "./metadata-view.ts";
import type { Location } from "../../findings/location.ts";
import type { CheckInputs } from "../engine/rule.ts";

/** A long description and where it stands. */
export interface DescriptionText {
  readonly text: string;
  readonly markup: "markdown" | "rst" | "plain";
  /** The Description-Content-Type; null: undeclared. */
  readonly contentType: string | null;
  /** True when the text is a header of the metadata, its lines indented as uploaders send them. */
  readonly folded: boolean;
  readonly file: string;
  /** The line of the file on which the text begins. */
  readonly firstLine: number;
}

/** The readme of the tree first (the place to edit), then the description of each distribution. */
export async function descriptionTexts(
  inputs: Pick<CheckInputs, "tree" | "distributions">,
): Promise<readonly DescriptionText[]> {
  const texts: DescriptionText[] = [];
  const readme = inputs.tree?.project.readme;
  if (inputs.tree !== undefined && readme?.file != null) {
    const file = readme.file.replace(/^\.\//, "");
    const text = await inputs.tree.readText(file);
    if (text !== null) {
      const { contentType } = readme;
      texts.push({ text, markup: markupOf(contentType), contentType, folded: false, file, firstLine: 1 });
    }
  }
  for (const distribution of inputs.distributions) {
    const { metadata, metadataBytes } = distribution;
    if (metadata === null || metadataBytes === null) continue;
    const folded = metadata.raw.get("description")?.[0] ?? null;
    const text = folded ?? metadata.description;
    if (text === null) continue;
    const whole = new TextDecoder().decode(metadataBytes).replaceAll("\r\n", "\n");
    const at = folded === null ? whole.indexOf("\n\n") + 2 : whole.search(/^description:/im);
    const contentType = metadata.descriptionContentType;
    texts.push({
      text,
      markup: markupOf(contentType),
      contentType,
      folded: folded !== null,
      file: memberPath(distribution, metadataMember(distribution)),
      firstLine: whole.slice(0, Math.max(0, at)).split("\n").length,
    });
  }
  return texts;
}

function markupOf(contentType: string | null): DescriptionText["markup"] {
  if (isReStructuredText(contentType)) return "rst";
  return /^text\/markdown/i.test(contentType ?? "") ? "markdown" : "plain";
}

/** The text with code blanked, so that only what is markup is left; lines and columns stay. */
export function visibleText({ text, markup }: Pick<DescriptionText, "text" | "markup">): string {
  return markup === "markdown" ? blankMarkdownCode(text) : markup === "rst" ? blankRstLiterals(text) : text;
}

/** The place of an offset of a description in its file; `length` characters are meant. */
export function placeInText(text: DescriptionText, offset: number, length: number): Location {
  const place = PLACES.get(text) ?? linePlaces(text.text);
  PLACES.set(text, place);
  const { line, column } = place(offset);
  return { file: text.file, line: line + text.firstLine - 1, column, endColumn: column + length };
}

const PLACES = new WeakMap<DescriptionText, ReturnType<typeof linePlaces>>();

/** A link or image whose address is relative. */
export interface RelativeTarget {
  readonly target: string;
  /** Where it begins in the text. */
  readonly offset: number;
}

/** Finds relative links or images outside code. */
export function relativeTargets(text: DescriptionText, kind: "link" | "image"): readonly RelativeTarget[] {
  if (text.markup === "plain") return [];
  const visible = visibleText(text);
  const patterns = text.markup === "markdown" ? MARKDOWN[kind] : RST[kind];
  const found: RelativeTarget[] = [];
  for (const pattern of patterns) {
    for (const match of visible.matchAll(pattern)) {
      const target = match.groups?.["target"] ?? "";
      if (!isRelative(target)) continue;
      found.push({ target, offset: match.indices?.groups?.["target"]?.[0] ?? match.index });
    }
  }
  return found.sort((a, b) => a.offset - b.offset);
}

const MARKDOWN = {
  link: [
    /(?<!!)\[(?:[^[\]]|!\[[^\]]{0,500}\]\([^)]{0,999}\)|\[[^\]]{0,500}\]){0,999}\]\(\s{0,9}<?(?<target>[^)\s<>[]{1,2000})>?(?:\s+["'(][^)]{0,999})?\)/dg,
    /<a\s[^>]{0,999}?\bhref\s{0,9}=\s{0,9}["'](?<target>[^"']{1,2000})["']/dgi,
  ],
  image: [
    /!\[[^\]]{0,999}\]\(\s{0,9}<?(?<target>[^)\s<>[]{1,2000})>?(?:\s+["'(][^)]{0,999})?\)/dg,
    /<(?:img|source)\s[^>]{0,999}?\b(?:src|srcset)\s{0,9}=\s{0,9}["'](?<target>[^"'\s]{1,2000})[^"']{0,999}["']/dgi,
  ],
} as const;

const RST = {
  link: [/`[^`<]{0,999}<(?<target>[^>`]{1,2000})>`__?/dg, /^\.\. _[^:\n]+:[ \t]+(?<target>\S+)[ \t]*$/dgm],
  image: [/^[ \t]*\.\. (?:\|[^|]+\| )?(?:image|figure)::[ \t]+(?<target>\S+)/dgm],
} as const;

function isRelative(target: string): boolean {
  return (
    !/^([a-z][a-z0-9+.-]*:|\/\/|#|mailto:|\{|<|\$)/i.test(target) && !target.endsWith("_") && target !== ""
  );
}

/** Blanks fenced blocks, indented blocks, code spans and comments; lines and columns stay. */
function blankMarkdownCode(text: string): string {
  const blank = (part: string): string => part.replaceAll(/[^\n]/g, " ");
  const blocks = text
    .replaceAll("\r\n", " \n")
    .replaceAll(/^([ \t>]*)(`{3,}(?!`)|~{3,}(?!~))[^\n]*\n[\s\S]*?(?:^[ \t>]*\2[^\n]*$|$(?![\s\S]))/gm, blank)
    .replaceAll(/<!--[\s\S]*?(?:-->|$(?![\s\S]))/g, blank)
    .replaceAll(/(?<=^|\n)[ \t]*\n(?:(?: {4}|\t)[^\n]*(?:\n|$))+/g, blank);
  return blankCodeSpans(blocks, blank);
}

/** From a run of backticks to the next run of the same length, in one pass. */
function blankCodeSpans(text: string, blank: (part: string) => string): string {
  const runs = [...text.matchAll(/`+/g)].map((match) => ({ start: match.index, length: match[0].length }));
  const later = Map.groupBy(runs.toReversed(), ({ length }) => length);
  const parts: string[] = [];
  let end = 0;
  for (const { start, length } of runs) {
    const same = later.get(length) ?? [];
    same.pop();
    if (start < end) continue;
    const close = same.at(-1);
    if (close === undefined) continue;
    parts.push(text.slice(end, start), blank(text.slice(start, close.start + length)));
    end = close.start + length;
  }
  return parts.join("") + text.slice(end);
}

/** Blanks inline literals and literal blocks. */
function blankRstLiterals(text: string): string {
  const blank = (part: string): string => part.replaceAll(/[^\n]/g, " ");
  return text
    .replaceAll("\r\n", " \n")
    .replaceAll(/``[^`]*``/g, blank)
    .replaceAll(
      /(?:::[ \t]*|^\.\. code(?:-block)?::[^\n]*)\n(?:[ \t]*\n)+(?:[ \t]+[^\n]*\n|[ \t]*\n)+/gm,
      blank,
    );
}
