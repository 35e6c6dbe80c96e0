import { Buffer } from "node:buffer";
import { describe, expect, test } from "vitest";
import { redacted, secretPattern } from "../../src/text/redaction.ts";

const SECRETS = ["pypi-AgEIcHlwaS5vcmcCJGQ", 'p@ss/w+rd é&"\\', "s3kretpw", 'a"b<c>d'];

const encodings: Readonly<Record<string, (secret: string) => string>> = {
  plain: (secret) => secret,
  "percent-encoded": encodeURIComponent,
  "percent-encoded, small": (secret) =>
    encodeURIComponent(secret).replaceAll(/%../g, (each) => each.toLowerCase()),
  "percent-encoded, every byte": (secret) =>
    Array.from(Buffer.from(secret), (byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""),
  "as a form field": (secret) => new URLSearchParams({ a: secret }).toString().slice(2),
  JSON: (secret) => JSON.stringify(secret).slice(1, -1),
  HTML: (secret) =>
    secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&#34;"),
  base64: (secret) => Buffer.from(secret).toString("base64"),
  "base64 of Basic": (secret) => Buffer.from(`__token__:${secret}`).toString("base64"),
  "base64 of Basic, one byte on": (secret) => Buffer.from(`user1:${secret}`).toString("base64"),
  "base64 of Basic, two bytes on": (secret) => Buffer.from(`me:${secret}`).toString("base64"),
  "base64 behind which more stands": (secret) => Buffer.from(`me:${secret} and more`).toString("base64"),
  hex: (secret) => Buffer.from(secret).toString("hex"),
  "hex, large, with a space between bytes": (secret) =>
    Buffer.from(secret)
      .toString("hex")
      .toUpperCase()
      .replaceAll(/..(?=.)/g, "$& "),
  "escaped bytes": (secret) => Buffer.from(secret).toString("hex").replaceAll(/../g, "\\x$&"),
  reversed: (secret) => [...secret].toReversed().join(""),
  base64url: (secret) => Buffer.from(`me:${secret}`).toString("base64url"),
};

describe("a secret is found in whatever way it is written", () => {
  test.each(Object.entries(encodings))("%s", (_name, encode) => {
    for (const secret of SECRETS) {
      const pattern = secretPattern(secret);
      const text = redacted(`before ${encode(secret)} after`, pattern === null ? [] : [pattern]);
      // Of base64 the first characters may belong to what stands before the secret.
      expect(text).toMatch(/^before [\w+/-]*\*\*\*[\w=]* after$/);
      expect(text).not.toContain(encode(secret));
      expect(text.length).toBeLessThan(35);
    }
  });

  test("other words stay as they are", () => {
    const pattern = secretPattern("pypi-AgEIcHlwaS5vcmcCJGQ");
    const text = "400 File already exists: demo_pkg-1.0.tar.gz (pypi-AgEI…)";
    expect(redacted(text, pattern === null ? [] : [pattern])).toBe(text);
  });

  test("what is as short as a word is not looked for", () => {
    expect(secretPattern("ci")).toBeNull();
  });
});
