import { posix } from "node:path";

import { outsideCode } from "../docs/generated.ts";

/** A page of the site. */
export interface SitePage {
  /** Below the root of the site, without slashes around it: `rules/w001`; empty: the first page. */
  readonly address: string;
  readonly title: string;
  /** One sentence, for search engines and lists. */
  readonly description: string;
  /** Markdown without its heading. */
  readonly body: string;
}

/** Markdown that is no page. */
export const NO_PAGES: ReadonlySet<string> = new Set(["docs/decisions/template.md"]);

/** Where what is no page of the site lies. */
export const FORGE = "https://github.com/shipwheel/shipwheel/blob/main/";

/** The pages of a Markdown file of the repository: one, or one for each rule of a family and one that lists them. */
export function sitePages(path: string, text: string): readonly SitePage[] {
  const whole = pageOf(path, text);
  const rules = /^docs\/rules\/(?!README|peers)/.test(path) ? rulesOf(whole.body) : [];
  if (rules.length === 0) return [whole];
  const list = rules.map(
    ({ code, title, slug }) => `| [${code}](/${ruleAddress(code)}/) | ${slug} | ${title} |\n`,
  );
  return [
    { ...whole, body: `| code | name | what |\n| --- | --- | --- |\n${list.join("")}` },
    ...rules.map(({ code, title, section }) => ({
      address: ruleAddress(code),
      title: `${code}: ${plain(title)}`,
      description: firstSentence(section.slice(section.indexOf("\n\n"))),
      body: rewriteLinks(section, path),
    })),
  ];
}

/** Where a page of `docs/` is on the site. */
export function addressOf(path: string): string {
  return path
    .replace(/^docs\//, "")
    .replace(/\.md$/, "")
    .replace(/(^|\/)README$/, "$1")
    .replace(/\/$/, "")
    .toLowerCase();
}

/** Links of a file of the repository as those of the site: pages by their address there, rules by their code, other files on the forge. */
export function rewriteLinks(text: string, path: string): string {
  return outsideCode(text, (part) =>
    part.replaceAll(/(\]\()([^)\s]+)(\))/g, (_, before: string, target: string, after: string) => {
      return `${before}${linkOf(target, path)}${after}`;
    }),
  );
}

function linkOf(target: string, path: string): string {
  if (/^(?:[a-z]+:|#|\/)/.test(target)) return target;
  const [file = "", anchor = ""] = target.split("#");
  const full = posix.normalize(posix.join(posix.dirname(path), file));
  if (!full.startsWith("docs/") || !full.endsWith(".md") || NO_PAGES.has(full)) {
    const isImage = /\.(?:svg|png)$/.test(full);
    return isImage && full.startsWith("docs/") ? `/${full.slice("docs/".length)}` : `${FORGE}${full}`;
  }
  if (full.startsWith("docs/rules/") && /^[a-z]\d{3}$/.test(anchor)) return `/${ruleAddress(anchor)}/`;
  const address = addressOf(full);
  return `/${address}${address === "" ? "" : "/"}${anchor === "" ? "" : `#${anchor}`}`;
}

function ruleAddress(code: string): string {
  return `rules/${code.toLowerCase()}`;
}

function pageOf(path: string, text: string): SitePage {
  const heading = /^# (.+)$/m.exec(text);
  const body = text
    .replace(/^<!--[^\n]*-->\n/, "")
    .replace(/^# .+\n/m, "")
    .trimStart();
  return {
    address: addressOf(path),
    title: plain(heading?.[1] ?? posix.basename(path, ".md")),
    description: firstSentence(body),
    body: rewriteLinks(body, path),
  };
}

interface RuleSection {
  readonly code: string;
  readonly title: string;
  readonly slug: string;
  readonly section: string;
}

/** The sections `## K016`, whose first line is `**title** (`name`, severity)…`. */
function rulesOf(body: string): readonly RuleSection[] {
  return body.split(/^## (?=[A-Z]\d{3}$)/m).flatMap((part) => {
    const found = /^([A-Z]\d{3})\n\n\*\*(.+?)\*\* \(`([a-z\d-]+)`/.exec(part);
    if (found === null) return [];
    const [, code = "", title = "", slug = ""] = found;
    const section = part
      .slice(code.length)
      .trim()
      .replace(/^\*\*.+?\*\* \((.+?)\)\./, "$1.");
    return [{ code, title, slug, section }];
  });
}

/** The first sentence of the first paragraph of prose. */
function firstSentence(body: string): string {
  const paragraph = body.split(/\n{2,}/).find((each) => /^[A-Z`[]/.test(each.trim())) ?? "";
  const [sentence = ""] = plain(paragraph.replaceAll("\n", " ")).split(/(?<=[.!?])\s/);
  return sentence;
}

/** Without the marks of Markdown. */
function plain(text: string): string {
  return text.replaceAll(/\[([^\]]+)\]\([^)]*\)/g, "$1").replaceAll(/[`*]/g, "");
}
