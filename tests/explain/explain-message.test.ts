import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { explainMessage } from "../../src/explain/explain-message.ts";
import { ruleCodes } from "../../src/explain/explain.ts";
import { REFUSAL_TEXTS } from "../../src/explain/refusal-texts.ts";

interface Row {
  readonly status: number;
  readonly message: string;
  /** Null for an answer about the address. */
  readonly reason: string | null;
}

/** Every message of PyPI's upload, as its source has them and as it was seen to answer. */
const ROWS = JSON.parse(
  readFileSync(join(import.meta.dirname, "..", "vectors", "refusal-messages.json"), "utf8"),
) as readonly Row[];

/** Wraps as a terminal of 60 columns does. */
function wrapped(text: string): string {
  return text.replaceAll(/(.{1,60})(?: |$)/g, "         $1\n");
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("'", "&#x27;")
    .replaceAll('"', "&quot;");
}

const FORMS: readonly (readonly [string, (row: Row) => string])[] = [
  ["as it is", ({ message }) => message],
  [
    "by twine",
    ({ status, message }) =>
      `ERROR    HTTPError: ${status} Bad Request from https://127.0.0.1/legacy/\n${wrapped(message)}`,
  ],
  [
    "by uv",
    ({ status, message }) =>
      `error: Failed to publish \`dist/demo-1.0.tar.gz\` to https://127.0.0.1/legacy/\n  Caused by: Server returned status code ${status} Bad Request. Server says: ${status} ${message}`,
  ],
  [
    "as a page",
    ({ status, message }) =>
      `<html>\n <head>\n  <title>${status} ${escaped(message)}</title>\n </head>\n <body>\n  <h1>${status} ${escaped(message)}</h1>\n  The server could not comply with the request<br/><br/>\n${escaped(message)}\n </body>\n</html>`,
  ],
];

describe.each(FORMS)("a message %s", (_name, form) => {
  test.each(ROWS.map((row) => [row.message.slice(0, 70), row] as const))("%s", (_start, row) => {
    const explained = explainMessage(form(row));
    expect(explained?.reason).toBe(row.reason);
    expect((explained?.rules.length ?? 0) > 0 || explained?.what !== null).toBe(true);
  });
});

test("the rules that a refusal names exist", () => {
  const codes = new Set(ruleCodes());
  const named = Object.values(REFUSAL_TEXTS).flatMap((each) => each.rules);
  expect(named.filter((code) => !codes.has(code))).toEqual([]);
});

test.each([
  ["Invalid API Token: OIDC scoped token is not valid for project 'foo'", /trusted publishing.*register it/s],
  ["The name 'foo' isn't allowed. See ...", /choose another name/],
  ["The user 'ada' isn't allowed to upload to project 'foo'. See ...", /ask an owner/],
])("%s: the remedy, and no rule about something else", (message, what) => {
  const explained = explainMessage(`403 Forbidden from https://127.0.0.1/legacy/\n${message}`);
  expect(explained?.what).toMatch(what);
  expect(explained?.what).not.toMatch(/malformed|new one/);
  expect(explained?.rules).toEqual([]);
});

test("what no index says is not explained", () => {
  expect(explainMessage("Connection reset by peer")).toBeNull();
  expect(explainMessage("")).toBeNull();
});
