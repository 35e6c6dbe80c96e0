import { Buffer } from "node:buffer";
import { expect, test } from "vitest";
import { readSimplePage } from "../../src/index-client/simple-page.ts";

const SHA = "ab".repeat(32);
const NAME = "demo_pkg-1.0.0-py3-none-any.whl";

function filesOf(body: string, type = "text/html"): readonly (readonly [string, string])[] | string {
  const reading = readSimplePage(Buffer.from(body), type, "demo-pkg");
  return "problem" in reading
    ? reading.problem
    : reading.files.map(({ fileName, sha256 }) => [fileName, sha256] as const);
}

test.each([
  ["plain", `<a href="../f/${NAME}#sha256=${SHA}">${NAME}</a>`],
  ["white space around the name", `<a\n  href="${NAME}#sha256=${SHA}" >\n  ${NAME}\n</a>`],
  ["single quotes", `<A HREF='${NAME}#sha256=${SHA}'>${NAME}</A>`],
  ["a digest in capitals", `<a href="${NAME}#sha256=${SHA.toUpperCase()}">${NAME}</a>`],
  ["a bare > in an attribute", `<a data-requires-python=">=3.8" href="${NAME}#sha256=${SHA}">${NAME}</a>`],
  [
    "an attribute after the address",
    `<a href="${NAME}#sha256=${SHA}" data-requires-python='>=3.8,<4'>${NAME}</a>`,
  ],
  ["a span in the anchor", `<a href="${NAME}#sha256=${SHA}"><span class="x">${NAME}</span></a>`],
  ["a text that a web server cut", `<a href="${NAME}#sha256=${SHA}">demo_pkg-1.0.0-py3-no..&gt;</a>`],
  ["an escaped address", `<a href="${NAME.replace("-py3", "%2Dpy3")}#sha256=${SHA}">${NAME}</a>`],
  ["a query before the digest", `<a href="${NAME}?x=1&amp;y=2#sha256=${SHA}">${NAME}</a>`],
])("a page of links is read as pip reads it: %s", (_title, anchor) => {
  const page = `<!DOCTYPE html><html><body><h1>Links for demo-pkg</h1>${anchor}<br/></body></html>`;
  expect(filesOf(page)).toEqual([[NAME, SHA]]);
  expect(filesOf(page, "application/vnd.pypi.simple.v1+html; charset=utf-8")).toEqual([[NAME, SHA]]);
});

test("a login page is no page of a project", () => {
  expect(filesOf('<form><input name="p" type="password"></form><h1>demo-pkg</h1>')).toBe("is a login page");
});

test.each(["../x-1.0.tar.gz", "..\\x-1.0.tar.gz", "/etc/x-1.0.tar.gz"])(
  "a file whose name leads elsewhere is no file of the page: %s",
  (filename) => {
    const page = {
      meta: { "api-version": "1.1" },
      name: "demo-pkg",
      files: [
        { filename, url: "f" },
        { filename: NAME, url: "f", hashes: { sha256: SHA } },
      ],
    };
    expect(filesOf(JSON.stringify(page), "application/vnd.pypi.simple.v1+json")).toEqual([[NAME, SHA]]);
    expect(filesOf(`<h1>Links for demo-pkg</h1><a href="${NAME}#sha256=${SHA}">${NAME}</a>`)).toEqual([
      [NAME, SHA],
    ]);
  },
);
