import { Buffer } from "node:buffer";
import { htmlTitle, isHtml, unescapeHtml } from "../text/html-text.ts";

/** An index's answer, as far as the uploader reads it. */
export interface IndexAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const MAX_WORDS = 4000;
const MAX_PAGE = 64 * 1024;
const MAX_BODY = 400;

/**
 * The words of an answer: JSON `code` (PyPI's framework puts status and message there) or `message`, the title and the body of an
 * HTML page, or the text as it is. Never the reason phrase, which is lost behind PyPI's CDN.
 */
export function serverMessage(answer: IndexAnswer): string {
  const text = Buffer.from(answer.body).toString("utf8");
  const words = fromJson(text) ?? fromHtml(text) ?? text;
  return withoutStatus(words.replaceAll(/\s+/g, " ").trim(), answer.status).slice(0, MAX_WORDS);
}

function fromJson(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return null;
    const { code, message, errors } = value as { code?: unknown; message?: unknown; errors?: unknown };
    const details = describeErrors(errors);
    if (details !== null) return details;
    if (typeof code === "string" && code !== "") return code;
    return typeof message === "string" ? message : null;
  } catch {
    return null;
  }
}

/** The errors of the trusted-publishing endpoints: `code: description`, joined. */
function describeErrors(errors: unknown): string | null {
  if (!Array.isArray(errors) || errors.length === 0) return null;
  return errors
    .map((error: unknown) => {
      const { code, description, message } = error as Readonly<Record<string, unknown>>;
      // Artifactory has the message only, beside the status.
      return typeof message === "string" ? message : `${String(code)}: ${String(description)}`;
    })
    .join("; ");
}

/** The title of a page and what its body says besides: some servers put their brand in one and the reason in the other. */
function fromHtml(text: string): string | null {
  if (!isHtml(text)) return null;
  const title = htmlTitle(text);
  const body = text
    .slice(0, MAX_PAGE)
    .replace(/^[\s\S]*<body[^>]*>/i, "")
    .replaceAll(/<(script|style|head)\b[\s\S]*?<\/\1\s*>/gi, " ")
    .replaceAll(/<!--[\s\S]*?-->|<[^<>]*>/g, " ");
  const words = unescapeHtml(body).replaceAll(/\s+/g, " ").trim();
  if (title === null) return words;
  const rest = words.replaceAll(title, "").trim();
  return rest === "" ? title : `${title}: ${rest.slice(0, MAX_BODY)}`;
}

function withoutStatus(words: string, status: number): string {
  return words.startsWith(`${status} `) ? words.slice(String(status).length + 1) : words;
}
