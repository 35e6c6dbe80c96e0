import { Buffer } from "node:buffer";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { multipartBoundary, readMultipart } from "../../../src/index-server/http/multipart.ts";

interface Seen {
  readonly name: string;
  readonly fileName: string | null;
  readonly contentType: string | null;
  readonly body: string;
}

async function* chunks(body: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size);
}

async function readAll(body: Buffer, boundary: string, size: number): Promise<readonly Seen[]> {
  const seen: Seen[] = [];
  for await (const part of readMultipart(chunks(body, size), boundary)) {
    const bytes: Uint8Array[] = [];
    for await (const chunk of part.body) bytes.push(chunk);
    seen.push({ ...part, body: Buffer.concat(bytes).toString("latin1") });
  }
  return seen;
}

test("any contents come back whole, however the body is cut into chunks", async () => {
  const content = fc.stringMatching(/^[\r\n\-bx]{0,60}$/);
  const property = fc.asyncProperty(
    fc.array(content, { maxLength: 5 }),
    fc.integer({ min: 1, max: 90 }),
    async (parts, size) => {
      const boundary = "b0undary";
      const text = parts.map(
        (part, i) => `--${boundary}\r\nContent-Disposition: form-data; name="f${i}"\r\n\r\n${part}\r\n`,
      );
      const body = Buffer.from(`${text.join("")}--${boundary}--\r\n`, "latin1");
      const seen = await readAll(body, boundary, size);
      expect(seen.map((part) => part.body)).toEqual(parts);
    },
  );
  await fc.assert(property, { numRuns: 300 });
});

describe("headers of a part", () => {
  const one = async (header: string): Promise<Seen | undefined> =>
    (await readAll(Buffer.from(`--b\r\n${header}\r\n\r\nx\r\n--b--`), "b", 7))[0];

  test.each([
    ['Content-Disposition: form-data; name="content"; filename="a b.whl"', "a b.whl"],
    ['Content-Disposition: form-data; name="content"; filename="a\\"b.whl"', 'a"b.whl'],
    ["Content-Disposition: form-data; name=content; filename=bare.whl", "bare.whl"],
    ['Content-Disposition: form-data; name="content"; filename=""', null],
    ["Content-Disposition: form-data; name=\"content\"; filename*=utf-8''%C3%A4.whl", "ä.whl"],
  ])("%s", async (header, fileName) => {
    expect(await one(header)).toMatchObject({ name: "content", fileName, contentType: null, body: "x" });
  });

  test("a Content-Type without a value is told apart from none", async () => {
    const header = 'Content-Disposition: form-data; name="content"; filename="a"\r\nContent-Type:';
    expect((await one(header))?.contentType).toBe("");
  });
});

test.each([
  ['--b\r\nContent-Disposition: form-data; name="f"\r\n\r\ncut', "the body ends in the middle of a part"],
  ["--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--", "a part has no name"],
  ["--bx\r\n", "text after a boundary"],
  ["", "the body ends in the middle of a part"],
])("a broken body is an error: %j", async (body, message) => {
  await expect(readAll(Buffer.from(body), "b", 5)).rejects.toThrow(message);
});

test.each([
  ["multipart/form-data; boundary=abc", "abc"],
  ['Multipart/Form-Data; charset=utf-8; boundary="a b"', "a b"],
  ["multipart/mixed; boundary=abc", null],
  ["multipart/form-data", null],
  [undefined, null],
])("the boundary of %j", (header, boundary) => {
  expect(multipartBoundary(header)).toBe(boundary);
});
