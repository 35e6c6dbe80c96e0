import { isReStructuredText } from "../dist/description-rendering.ts";
import { memberPath, metadataMember } from "./metadata-view.ts";
import type { Location } from "../values/location.ts";
import type { CheckInputs } from "./rule.ts";

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
  const before = text.text.slice(0, offset);
  const column = offset - before.lastIndexOf("\n");
  return {
    file: text.file,
    line: before.split("\n").length + text.firstLine - 1,
    column,
    endColumn: column + length,
  };
}

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
    /(?<!!)\[(?:[^[\]]|!\[[^\]]*\]\([^)]*\)|\[[^\]]*\])*\]\(\s*<?(?<target>[^)\s<>]+)>?(?:\s+["'(][^)]*)?\)/dg,
    /<a\s[^>]*?\bhref\s*=\s*["'](?<target>[^"']+)["']/dgi,
  ],
  image: [
    /!\[[^\]]*\]\(\s*<?(?<target>[^)\s<>]+)>?(?:\s+["'(][^)]*)?\)/dg,
    /<(?:img|source)\s[^>]*?\b(?:src|srcset)\s*=\s*["'](?<target>[^"'\s]+)[^"']*["']/dgi,
  ],
} as const;

const RST = {
  link: [/`[^`<]*<(?<target>[^>`]+)>`__?/dg, /^\.\. _[^:\n]+:[ \t]+(?<target>\S+)[ \t]*$/dgm],
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
  return text
    .replaceAll("\r\n", " \n")
    .replaceAll(/^([ \t>]*)(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^[ \t>]*\2[^\n]*$|$(?![\s\S]))/gm, blank)
    .replaceAll(/<!--[\s\S]*?-->/g, blank)
    .replaceAll(/(?<=^|\n)[ \t]*\n(?:(?: {4}|\t)[^\n]*(?:\n|$))+/g, blank)
    .replaceAll(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, blank);
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
