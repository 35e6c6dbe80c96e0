import { Buffer } from "node:buffer";
import { escapeHtml } from "../http/replies.ts";

/** A project page whose links are all absolute; `map` may send them elsewhere. Unreadable pages come back as they are. */
export function absoluteLinks(
  page: Uint8Array,
  contentType: string,
  base: string,
  map: (link: string) => string,
): string {
  const text = Buffer.from(page).toString("utf8");
  const absolute = (link: string): string =>
    URL.canParse(link, base) ? map(new URL(link, base).href) : link;
  return contentType.includes("json") ? inJson(text, absolute) : inHtml(text, absolute);
}

function inJson(text: string, absolute: (link: string) => string): string {
  try {
    const page = JSON.parse(text) as { files?: { url?: unknown }[] };
    for (const file of page.files ?? []) if (typeof file.url === "string") file.url = absolute(file.url);
    return JSON.stringify(page);
  } catch {
    return text;
  }
}

function inHtml(text: string, absolute: (link: string) => string): string {
  return text.replaceAll(
    /(<a\b[^>]*?\bhref\s*=\s*)(?:"([^"]*)"|'([^']*)')/gi,
    (_, before: string, double?: string, single?: string) =>
      `${before}"${escapeHtml(absolute(unescapeHtml(double ?? single ?? "")))}"`,
  );
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll("&#38;", "&")
    .replaceAll("&quot;", '"')
    .replaceAll("&#34;", '"')
    .replaceAll("&amp;", "&");
}
