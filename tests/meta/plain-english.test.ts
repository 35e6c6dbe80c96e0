import { describe, expect, test } from "vitest";

import { explainAll } from "../../src/explain/explain.ts";
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
