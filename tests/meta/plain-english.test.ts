import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { explainAll } from "../../src/explain/explain.ts";
import { REPOSITORY } from "../support/repository.ts";
import { OLD_WORDS, oldWords, oldWordsOfPage, proseOf } from "../support/plain-english.ts";

describe("the list of old words", () => {
  test.each(OLD_WORDS)("finds: $example", ({ pattern, example }) => {
    expect(example).toMatch(pattern);
    expect(oldWords(example).length).toBeGreaterThan(0);
  });

  test.each([
    "the connection was refused",
    "the server refuses the connection",
    "a license, a backend, a plugin",
    "the file name can never be reused",
    "--index stands for an index",
    "the colon and the column",
  ])("leaves alone: %s", (text) => {
    expect(oldWords(text)).toEqual([]);
  });

  test("leaves out code, quotations and link targets, and keeps the numbers of lines", () => {
    const page = [
      "A `licence` of",
      "```sh",
      "cat licence",
      "```",
      'the words "its licence is none" and [x](licence.md)',
      "the licence",
    ].join("\n");
    expect(oldWordsOfPage(page)).toEqual(['6: "licence": write license']);
    expect(proseOf(page).split("\n").length).toBe(6);
  });
});

describe("the texts of rules", () => {
  test.each(explainAll().map((each) => [each.code, each] as const))("%s", (_, { title, docs, slug }) => {
    const texts = [title, docs.what, docs.why, docs.fix].map((text) => proseOf(text).replaceAll(slug, ""));
    expect(texts.flatMap(oldWords)).toEqual([]);
    expect(title, "a title has no full stop").not.toMatch(/\.$/);
  });

  test("one with an old word is found", () => {
    expect(oldWords(proseOf('PyPI refuses the upload ("refused")'))).toEqual(['"refuses": write reject']);
  });
});

describe("the documentation", () => {
  const pages = markdownPages(REPOSITORY);

  test("is looked at", () => {
    expect(pages).toContain("README.md");
    expect(pages).toContain("docs/how-to/read-the-report.md");
    expect(pages.length).toBeGreaterThan(60);
  });

  test.each(pages)("%s has no old word", (path) => {
    expect(oldWordsOfPage(readFileSync(join(REPOSITORY, path), "utf8"))).toEqual([]);
  });
});

/** What people read, below a directory: decisions are not rewritten, and examples' and benchmarks' projects are others'. */
function markdownPages(root: string): readonly string[] {
  const below = ["docs", "bench", "examples", "changes"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) => `${folder}/${path}`),
  );
  return ["README.md", "CONTRIBUTING.md", ...below.map((path) => path.replaceAll("\\", "/"))].filter(
    (path) =>
      path.endsWith(".md") &&
      !/^docs\/decisions\/0|^bench\/projects\/|^examples\/.*\/(project|states)\//.test(path),
  );
}
