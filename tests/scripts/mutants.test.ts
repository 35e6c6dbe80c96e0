import { expect, test } from "vitest";
import { mutantsOf } from "../../scripts/mutation/mutants.ts";

const after = (source: string): readonly string[] => mutantsOf(source).map((mutant) => mutant.after);

test.each([
  ["if (a === b) f();", ["if (a !== b) f();"]],
  ["if (a < b && c) f();", ["if (a <= b && c) f();", "if (a < b || c) f();"]],
  [
    "const x = list.some((each) => !each.ok);",
    ["const x = list.every((each) => !each.ok);", "const x = list.some((each) => each.ok);"],
  ],
  ["if (a) continue;", ["if (a) ;"]],
  ['  "element",', [""]],
  ["const on = true;", ["const on = false;"]],
])("%s", (source, expected) => {
  expect(after(source)).toEqual(expected);
});

test("strings, regular expressions, comments, types and the documentation of a rule are left alone", () => {
  const source = [
    'import { a } from "./a.ts";',
    "/** a && b */",
    "// a === b",
    'const text = "a === b";',
    "const pattern = /a && b/;",
    "  readonly isOn: true;",
    "  docs: {",
    '    bad: "true",',
    "    isOn: true,",
    "  },",
  ].join("\n");
  expect(after(source)).toEqual([]);
});

test("a mutant is the whole text with one line changed", () => {
  const [mutant] = mutantsOf("const a = 1;\nconst b = a < 2;\nconst c = 3;");
  expect(mutant).toMatchObject({ line: 2, before: "const b = a < 2;" });
  expect(mutant?.text).toBe("const a = 1;\nconst b = a <= 2;\nconst c = 3;");
});
