import { describe, expect, test } from "vitest";

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
