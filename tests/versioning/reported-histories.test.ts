import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REPOSITORY } from "../support/repository.ts";

interface Input {
  readonly input: string;
  readonly report: string;
  readonly tests: readonly { readonly file: string; readonly title: string }[];
}

const { inputs } = JSON.parse(
  readFileSync(join(REPOSITORY, "tests/vectors/version-histories.json"), "utf8"),
) as { readonly inputs: readonly Input[] };

/** What is wrong with the list: an input without a test, or a test that is not there. */
function gaps(list: readonly Input[], read: (file: string) => string): readonly string[] {
  return list.flatMap(({ input, tests }) =>
    tests.length === 0
      ? [`${input}: no test`]
      : tests
          .filter(({ file, title }) => !isTitle(read(file), title))
          .map(({ file, title }) => `${input}: ${file} has no test "${title}"`),
  );
}

/** The title as a literal of its own: a comment that quotes it is no test. */
function isTitle(source: string, title: string): boolean {
  return ['"', "'", "`"].some((quote) => source.includes(quote + title + quote));
}

const read = (file: string): string => readFileSync(join(REPOSITORY, file), "utf8");

/** The inputs of the collection, 1 to 62; the number 14 was never given. */
const NUMBERS = Array.from({ length: 62 }, (_, at) => at + 1).filter((number) => number !== 14);

test("every reported history has a test that holds it", () => {
  expect(gaps(inputs, read)).toEqual([]);
  expect([...new Set(inputs.map(({ input }) => Number.parseInt(input, 10)))]).toEqual(NUMBERS);
  expect(new Set(inputs.map(({ input }) => input)).size).toBe(inputs.length);
  // With their variants: none was dropped.
  expect(inputs.length).toBe(85);
});

test("a history without a test, and a test that was renamed, are told", () => {
  const [first] = inputs;
  if (first === undefined) throw new Error("no input");
  const list = [
    { ...first, tests: [] },
    { ...first, tests: [{ file: "a.test.ts", title: "gone" }] },
  ];
  expect(gaps(list, () => '// "going", gone\ntest("there", () => {});')).toEqual([
    `${first.input}: no test`,
    `${first.input}: a.test.ts has no test "gone"`,
  ]);
});
