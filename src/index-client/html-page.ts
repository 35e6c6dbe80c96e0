import { unescapeHtml } from "../text/html-text.ts";

/** A link of a page: its attributes by lower-case name, and its text without tags. */
interface Anchor {
  readonly attributes: ReadonlyMap<string, string>;
  readonly text: string;
}

/** A link of a project page of PEP 503. */
export interface FileLink extends Pick<Anchor, "attributes"> {
  readonly fileName: string;
  /** As the page has it, without the digest. */
  readonly address: string;
  /** Lower-case hex; empty without one. */
  readonly sha256: string;
}

/** What an HTML page says as a project page: its files, or why it is none. */
export type HtmlReading = { readonly files: readonly FileLink[] } | { readonly problem: string };

/** What installers and indexes take for a distribution; old formats are files of a project, too. */
const DISTRIBUTION = /\.(?:whl|zip|tgz|egg|exe|msi|rpm|dmg|tar\.(?:gz|bz2|xz|Z))$/i;
const REPOSITORY_VERSION = /<meta\s[^>]{0,200}pypi:repository-version/i;
const LOGIN = /<input\s[^>]{0,500}type\s*=\s*["']?password/i;

/**
 * Reads a page of PEP 503: an anchor a file, its name the last part of the address, as installers take it (a listing of
 * a web server cuts its texts). A page that lists no file is a project page only where it says so or names the project.
 */
export function readHtmlPage(text: string, project: string): HtmlReading {
  const anchors = anchorsOf(text);
  const files = anchors.flatMap(fileLink);
  if (files.length > 0) return { files };
  if (LOGIN.test(text)) return { problem: "is a login page" };
  if (REPOSITORY_VERSION.test(text)) return { files };
  const words = text
    .slice(0, 10_000)
    .toLowerCase()
    .replaceAll(/[-_.]+/g, "-");
  return anchors.length === 0 && words.includes(project) ? { files } : { problem: "lists no distributions" };
}

function fileLink({ attributes, text }: Anchor): readonly FileLink[] {
  const href = attributes.get("href") ?? "";
  const [address = "", fragment = ""] = href.split("#", 2);
  const fileName = [lastPart(address), text].find((name) => DISTRIBUTION.test(name));
  if (fileName === undefined) return [];
  const sha256 = /(?:^|&)sha256=([0-9a-fA-F]{64})/.exec(fragment)?.[1]?.toLowerCase() ?? "";
  return [{ fileName, address, sha256, attributes }];
}

function lastPart(address: string): string {
  const part = address.split("?", 1)[0]?.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** All anchors, by one pass: quoted values may hold `>`, and a page that breaks off ends the list. */
function anchorsOf(text: string): readonly Anchor[] {
  const anchors: Anchor[] = [];
  const begin = /<a(?=[\s>])/gi;
  const end = /<\/a\s{0,9}>/gi;
  for (let found = begin.exec(text); found !== null; found = begin.exec(text)) {
    const tag = readAttributes(text, begin.lastIndex);
    if (tag === null) break;
    end.lastIndex = tag.end;
    const closing = end.exec(text);
    if (closing === null) break;
    const content = text.slice(tag.end, closing.index).replaceAll(/<[^<>]*>/g, "");
    anchors.push({ attributes: tag.attributes, text: unescapeHtml(content).trim() });
    begin.lastIndex = end.lastIndex;
  }
  return anchors;
}

const ATTRIBUTE = /[\s/]*([^\s=>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/y;

/** The attributes of a tag from behind its name; null when the tag has no end. */
function readAttributes(
  text: string,
  start: number,
): { readonly attributes: ReadonlyMap<string, string>; readonly end: number } | null {
  const attributes = new Map<string, string>();
  let at = start;
  for (;;) {
    while (/[\s/]/.test(text[at] ?? "")) at += 1;
    if (at >= text.length) return null;
    if (text[at] === ">") return { attributes, end: at + 1 };
    ATTRIBUTE.lastIndex = at;
    const found = ATTRIBUTE.exec(text);
    if (found === null) {
      at += 1;
      continue;
    }
    const [, name = "", double, single, bare] = found;
    attributes.set(name.toLowerCase(), unescapeHtml(double ?? single ?? bare ?? ""));
    at = ATTRIBUTE.lastIndex;
  }
}
