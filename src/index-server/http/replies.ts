import type { ServerReply } from "../../ports/http.ts";
import { acceptableOffers } from "./negotiate.ts";

const TITLES: Readonly<Record<number, string>> = {
  301: "Moved Permanently",
  308: "Permanent Redirect",
  400: "Bad Request",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  410: "Gone",
  429: "Too Many Requests",
  503: "Service Unavailable",
};

const EXPLANATIONS: Readonly<Record<number, string>> = {
  400: "The server could not comply with the request since it is either malformed or otherwise incorrect.",
  403: "Access was denied to this resource.",
  404: "The resource could not be found.",
};

/** An answer with a JSON document; `type` is sent exactly as given (clients compare it to the letter). */
export function jsonReply(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
  type = "application/json",
): ServerReply {
  return { status, headers: { "content-type": type, ...headers }, body: JSON.stringify(value) };
}

/** A redirect; `location` may be a path. */
export function redirectReply(
  status: 301 | 302 | 307 | 308,
  location: string,
  headers: Readonly<Record<string, string>> = {},
): ServerReply {
  return { status, headers: { location, ...headers } };
}

/**
 * An error in the three forms in which PyPI's framework renders it, chosen by Accept: JSON with `message`, `code`
 * and `title`, HTML with the message in `<title>`, or plain text. The reason phrase carries the message too, as
 * PyPI's own does behind its CDN (protocol page, section 1.4).
 */
export function errorReply(
  status: number,
  message: string,
  accept: string | undefined,
  headers: Readonly<Record<string, string>> = {},
): ServerReply {
  const title = TITLES[status] ?? "Error";
  // PyPI puts its words into the status line, which is Latin-1: elsewhere it tells them as they arrive there.
  const line = message.replaceAll(/[\u{100}-\u{10ffff}]/gu, "?");
  const explanation = EXPLANATIONS[status] ?? title;
  const offer = acceptableOffers(accept ?? "", ["text/html", "application/json"])[0];
  if (offer === "application/json") {
    const document = { message: `${explanation}\n\n\n${message}\n\n`, code: `${status} ${line}`, title };
    return { ...jsonReply(status, document, headers), reason: line };
  }
  if (offer === "text/html") {
    const heading = `${status} ${escapeHtml(line)}`;
    const body = `<html>\n <head>\n  <title>${heading}</title>\n </head>\n <body>\n  <h1>${heading}</h1>\n  ${explanation}<br/><br/>\n${escapeHtml(message)}\n\n\n </body>\n</html>`;
    return {
      status,
      reason: line,
      headers: { "content-type": "text/html; charset=UTF-8", ...headers },
      body,
    };
  }
  const body = `${status} ${line}\n\n${explanation}\n\n\n${message}\n\n`;
  return {
    status,
    reason: line,
    headers: { "content-type": "text/plain; charset=UTF-8", ...headers },
    body,
  };
}

/** Text for HTML content and double-quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&#34;");
}
