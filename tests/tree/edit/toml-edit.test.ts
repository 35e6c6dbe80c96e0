import fc from "fast-check";
import { parse } from "smol-toml";
import { describe, expect, test } from "vitest";
import {
  addTomlItem,
  moveTomlTable,
  removeTomlItem,
  removeTomlKey,
  renameTomlKey,
  setTomlValue,
} from "../../../src/tree/edit/toml-edit.ts";
import { parseTomlFile, type TomlFile } from "../../../src/tree/formats/toml-file.ts";
import { applyChanges, type TextChange } from "../../../src/text/file-edit.ts";

const file = (text: string): TomlFile => parseTomlFile("pyproject.toml", Buffer.from(text));

function edited(text: string, edit: (file: TomlFile) => readonly TextChange[]): string {
  return applyChanges(text, edit(file(text)));
}

describe("a value", () => {
  test.each([
    [
      "in place, with the quotes and the comment it had",
      "[p]\nname  =  'a' # why\n",
      "[p]\nname  =  'b' # why\n",
    ],
    ["in place in an inline table", "p = {name='a',x=1}\n", "p = {name='b',x=1}\n"],
    ["in place with dotted keys", 'p.name = "a"\n', 'p.name = "b"\n'],
    [
      "of a new key behind the last of its table",
      "[p]\nx = 1 # one\n\n# two\n[q]\n",
      '[p]\nx = 1 # one\nname = "b"\n\n# two\n[q]\n',
    ],
    ["of a new key in an empty table", "[p]\r\n\r\n[q]\r\n", '[p]\r\nname = "b"\r\n\r\n[q]\r\n'],
    ["of a new key in an inline table", "p = { x = 1 }\n", 'p = { x = 1, name = "b" }\n'],
    ["of a new key in an empty inline table", "p = {}", 'p = { name = "b" }'],
    [
      "of a new key behind its dotted sister",
      "[z]\np.x = 1\ny = 2\n",
      '[z]\np.x = 1\ny = 2\n\n[p]\nname = "b"\n',
    ],
    ["of a new table at the end of an unclosed file", "[q]\nx = 1", '[q]\nx = 1\n\n[p]\nname = "b"\n'],
    ["of a new table in an empty file", "", '[p]\nname = "b"\n'],
  ])("%s", (_name, before, after) => {
    expect(edited(before, (each) => setTomlValue(each, ["p", "name"], "b"))).toBe(after);
  });

  test("of a new key with dots in front goes behind the one that has them, too", () => {
    const text = '[project]\nurls.Home = "x"\nname = "n"\n';
    const after = edited(text, (each) => setTomlValue(each, ["project", "urls", "Bug tracker"], "y"));
    expect(after).toBe('[project]\nurls.Home = "x"\nurls."Bug tracker" = "y"\nname = "n"\n');
  });

  test("of a new table goes behind its relatives", () => {
    const text = "[tool.a.b]\nx = 1\n\n[tool.z]\ny = 1\n";
    const after = edited(text, (each) => setTomlValue(each, ["tool", "a", "c", "where"], ["src"]));
    expect(after).toBe('[tool.a.b]\nx = 1\n\n[tool.a.c]\nwhere = ["src"]\n\n[tool.z]\ny = 1\n');
  });

  test("at the top goes in front of the tables", () => {
    expect(edited("# c\n[a]\n", (each) => setTomlValue(each, ["x"], 1))).toBe("x = 1\n# c\n[a]\n");
    expect(edited("y = 1 # c\n[a]\n", (each) => setTomlValue(each, ["x"], true))).toBe(
      "y = 1 # c\nx = true\n[a]\n",
    );
  });

  test("is refused where a table or a plain value stands in the way", () => {
    expect(setTomlValue(file("[p.name]\n"), ["p", "name"], "b")).toEqual([]);
    expect(setTomlValue(file("p = 1\n"), ["p", "name"], "b")).toEqual([]);
    expect(setTomlValue(file("p = [1]\n"), ["p", 4], "b")).toEqual([]);
  });
});

describe("an item is added in the array's style:", () => {
  test.each([
    ["empty", "a = [] # c\n", 'a = ["n"] # c\n'],
    ["empty on two lines", "a = [\n]\n", 'a = [\n    "n",\n]\n'],
    ["empty but for a comment", "a = [\n  # none\n]\n", 'a = [\n  # none\n    "n",\n]\n'],
    ["one line", "a = ['x', 'y']\n", "a = ['x', 'y', 'n']\n"],
    ["one line with a last comma", 'a = [ "x", ]\n', 'a = [ "x", "n", ]\n'],
    ["lines with a last comma", 'a = [\n  "x", # x\n]\n', 'a = [\n  "x", # x\n  "n",\n]\n'],
    ["lines without one", 'a = [\n\t"x"\n]\n', 'a = [\n\t"x",\n\t"n"\n]\n'],
    ["lines without one, commented", 'a = [\n\t"x" # x\n]\n', 'a = [\n\t"x", # x\n\t"n"\n]\n'],
    ["lines with CRLF", 'a = [\r\n  "x",\r\n]\r\n', 'a = [\r\n  "x",\r\n  "n",\r\n]\r\n'],
    ["the bracket on the last line", 'a = [ "x",\n      "y" ]\n', 'a = [ "x",\n      "y",\n      "n" ]\n'],
    ["there is none", "b = 1\n", 'b = 1\na = ["n"]\n'],
  ])("%s", (_name, before, after) => {
    expect(edited(before, (each) => addTomlItem(each, ["a"], "n"))).toBe(after);
  });

  test("not to what is no array", () => {
    expect(addTomlItem(file("a = 1\n"), ["a"], "n")).toEqual([]);
  });
});

describe("an item is removed:", () => {
  test.each([
    ["the only one", 'a = ["x"]\n', 0, "a = []\n"],
    ["the only one with its comma", 'a = ["x",]\n', 0, "a = []\n"],
    ["the first", 'a = ["x", "y"]\n', 0, 'a = ["y"]\n'],
    ["the last", 'a = ["x", "y"]\n', 1, 'a = ["x"]\n'],
    ["the last with its comma", 'a = ["x", "y", ]\n', 1, 'a = ["x", ]\n'],
    [
      "with its line and the comment there",
      'a = [\n  "x", # x\n  "y", # y\n]\n',
      0,
      'a = [\n  "y", # y\n]\n',
    ],
    ["the last line without a comma", 'a = [\n  "x", # x\n  "y" # y\n]\n', 1, 'a = [\n  "x" # x\n]\n'],
    ["from a line with others", 'a = [\n  "x", "y",\n  "z",\n]\n', 1, 'a = [\n  "x",\n  "z",\n]\n'],
  ])("%s", (_name, before, position, after) => {
    expect(edited(before, (each) => removeTomlItem(each, ["a", position]))).toBe(after);
  });
});

describe("a key", () => {
  test("is renamed, its quotes and dots around it kept", () => {
    const text = "[p]\nx.old = 1 # c\n";
    expect(edited(text, (each) => renameTomlKey(each, ["p", "x", "old"], "a b"))).toBe(
      '[p]\nx."a b" = 1 # c\n',
    );
  });

  test("is not renamed to one that is there", () => {
    expect(renameTomlKey(file("a = 1\nb = 2\n"), ["a"], "b")).toEqual([]);
  });

  test.each([
    ["with its line", "a = 1 # c\nb = [\n 2,\n] # d\nc = 3\n", ["b"], "a = 1 # c\nc = 3\n"],
    ["of an inline table", "t = { a = 1, b = 2 }\n", ["t", "b"], "t = { a = 1 }\n"],
    ["first of an inline table", "t = { a = 1, b = 2 }\n", ["t", "a"], "t = { b = 2 }\n"],
    ["alone in an inline table", "t = { a = 1 }\n", ["t", "a"], "t = {}\n"],
    ["that is a table", "[a]\nx = 1\n\n# of b\n[b]\ny = 1\n", ["a"], "# of b\n[b]\ny = 1\n"],
    ["that is a table with others below", "[a]\nx = 1\n[a.b]\n", ["a"], "[a]\nx = 1\n[a.b]\n"],
  ])("is removed %s", (_name, before, path, after) => {
    expect(edited(before, (each) => removeTomlKey(each, path))).toBe(after);
  });

  test("that is a table moves by its header alone", () => {
    const text = '[p.entry-points."console_scripts"] # c\nx = "y"\n';
    const to = ["p", "scripts"];
    expect(edited(text, (each) => moveTomlTable(each, ["p", "entry-points", "console_scripts"], to))).toBe(
      '[p.scripts] # c\nx = "y"\n',
    );
    expect(moveTomlTable(file("[a]\n[b]\n"), ["a"], ["b"])).toEqual([]);
  });
});

describe("whatever the layout", () => {
  const blank = fc.constantFrom("", " ", "\n", "\n  ", " # c\n  ", "\r\n\t");
  const item = fc.constantFrom('"x"', "'y'", '"""m"""', "[1, 2]", "{ k = 1 }");
  const array = fc
    .tuple(fc.array(fc.tuple(blank, item, blank), { maxLength: 4 }), blank, fc.boolean())
    .map(([items, last, comma]) => {
      const texts = items.map(
        ([before, text, behind], at) =>
          `${before}${text}${behind}${at < items.length - 1 || comma ? "," : ""}`,
      );
      return { length: items.length, text: `a = [${texts.join("")}${last}] # end\nb = 1\n` };
    });
  const comments = (text: string): number => text.split("# c").length - 1;

  test("an item that is added is the last, and nothing else is different", () => {
    fc.assert(
      fc.property(array, ({ text }) => {
        const after = edited(text, (each) => addTomlItem(each, ["a"], "new"));
        const before = parse(text) as { a: unknown[] };
        expect(parse(after)).toEqual({ ...before, a: [...before.a, "new"] });
        expect(comments(after)).toBe(comments(text));
      }),
    );
  });

  test("an item that is removed is gone, and nothing else is different", () => {
    fc.assert(
      fc.property(array, fc.nat(), ({ text, length }, at) => {
        fc.pre(length > 0);
        const position = at % length;
        const after = edited(text, (each) => removeTomlItem(each, ["a", position]));
        const before = parse(text) as { a: unknown[] };
        expect(parse(after)).toEqual({ ...before, a: before.a.toSpliced(position, 1) });
      }),
    );
  });

  test("a text of any characters is read as it was given", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.constantFrom("'a'", '"a"', "1", "'''a\nb'''"),
        (text, old) => {
          const value = text.toWellFormed();
          expect(parse(edited(`a = ${old} # c\n`, (each) => setTomlValue(each, ["a"], value)))).toEqual({
            a: value,
          });
        },
      ),
    );
  });
});
