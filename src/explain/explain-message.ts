import { refusalReason } from "../publish/refusals.ts";
import type { RefusalReason } from "../findings/refusal-reason.ts";
import type { Explanation } from "../check/engine/rule-pages.ts";
import { explain } from "./explain.ts";
import { REFUSAL_TEXTS } from "./refusal-texts.ts";

/** A message of an index, explained. */
export interface ExplainedMessage {
  /** The index's own words, out of what was pasted. */
  readonly message: string;
  /** Null for an answer about the request's address. */
  readonly reason: RefusalReason | null;
  /** What no rule can see. */
  readonly what: string | null;
  /** The rules that see it before an upload, the likeliest first. */
  readonly rules: readonly Explanation[];
}

/** Answers that come before the upload is looked at. */
const ADDRESS: readonly (readonly [RegExp, string])[] = [
  [
    /^An upload was attempted to \/legacy/,
    "The upload URL must end with a slash: correct it in the client's settings, or name the index (pypi, testpypi).",
  ],
  [
    /^(?:Project pre-registration|Uploading documentation) is no longer/,
    "A very old client used a request that indexes no longer support: upload with twine, uv or `shipwheel publish`.",
  ],
];

/**
 * Explains what an index said, as twine, uv or pip print it: wrapped, escaped for HTML, with addresses and status codes
 * around it. Null when no known message is in it.
 */
export function explainMessage(pasted: string): ExplainedMessage | null {
  for (const message of candidates(pasted)) {
    const address = ADDRESS.find(([pattern]) => pattern.test(message));
    if (address !== undefined) return { message, reason: null, what: address[1], rules: [] };
    const reason = refusalReason(message);
    if (reason === null) continue;
    const { rules, what } = REFUSAL_TEXTS[reason];
    const known = rules.map((code) => explain(code)).filter((each) => each !== null);
    return { message, reason, what, rules: known };
  }
  return null;
}

/** The parts of a text that can be the index's own words, the likeliest first: behind a status, else all of it. */
function candidates(pasted: string): readonly string[] {
  // A page says it in its head, and once more behind these words.
  const text =
    plainText(pasted)
      .split(/The server could not comply with the request[^.]*?(?:incorrect\.)? /)
      .at(-1) ?? "";
  const starts = [
    ...text.matchAll(
      /(?:\b[3-5]\d\d(?: (?:Bad Request|Client Error:?|Forbidden|Conflict|Gone|Too Many Requests|Permanent Redirect))?(?: from \S+)?:? |Server says: |\/legacy\/? |ERROR:? +|error: )/g,
    ),
  ];
  const parts = starts.map((match) => text.slice(match.index + match[0].length));
  // The last one has the least in front of it.
  return [...parts.toReversed(), text].filter((part) => part !== "");
}

/** One line, without tags, boxes and character references. */
export function plainText(pasted: string): string {
  return (
    pasted
      .replaceAll(/<\/?(?:html|head|title|body|h1|br|p)\b[^<>]*>/gi, " ")
      .replaceAll(/[│╭╮╰╯─]/gu, " ")
      // eslint-disable-next-line no-control-regex -- colours of a terminal
      .replaceAll(/\u001b\[[\d;]*m/g, "")
      .replaceAll(/&#(?:x([0-9a-f]+)|(\d+));/gi, (_, hex: string | undefined, decimal: string | undefined) =>
        String.fromCodePoint(
          Math.min(0x10ffff, hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)),
        ),
      )
      .replaceAll("&quot;", '"')
      .replaceAll("&apos;", "'")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&amp;", "&")
      .replaceAll(/\s+/g, " ")
      .trim()
  );
}
