import fc from "fast-check";
import { expect, test } from "vitest";
import { removeIniKey, renameIniKey, setIniValue } from "../../../src/tree/edit/ini-edit.ts";
import { parseIni } from "../../../src/tree/formats/ini.ts";
import { applyChanges, type TextChange } from "../../../src/text/file-edit.ts";

const CFG =
  "# top\r\n[metadata]\r\nName: demo\r\nclassifiers =\r\n    A\r\n    # kept?\r\n    B\r\n\r\n[options]\r\nzip_safe=False\r\n";

function edited(text: string, changes: readonly TextChange[]): string {
  return applyChanges(text, changes);
}

test.each([
  ["a plain value", "metadata", "name", "other", CFG.replace("demo", "other")],
  ["a value without blanks", "options", "zip_safe", "True", CFG.replace("False", "True")],
  [
    "a list",
    "metadata",
    "classifiers",
    "A\nC",
    CFG.replace("    A\r\n    # kept?\r\n    B", "    A\r\n    C"),
  ],
  [
    "a list by a plain value",
    "metadata",
    "classifiers",
    "A",
    CFG.replace("\r\n    A\r\n    # kept?\r\n    B", " A"),
  ],
  ["a new key", "metadata", "version", "1", CFG.replace("    B\r\n", "    B\r\nversion = 1\r\n")],
  ["a new section", "sdist", "formats", "gztar", `${CFG}\r\n[sdist]\r\nformats = gztar\r\n`],
])("sets %s", (_name, section, key, value, after) => {
  expect(edited(CFG, setIniValue(CFG, section, key, value))).toBe(after);
});

test("sets a key of a section without any", () => {
  const text = "[a]\n\n[b]\n";
  expect(edited(text, setIniValue(text, "a", "k", "v"))).toBe("[a]\nk = v\n\n[b]\n");
});

test("renames a key, and not to one that is there", () => {
  const text = "[m]\nhome-page = x\nurl = y\n";
  expect(edited(text, renameIniKey(text, "m", "home-page", "home_page"))).toBe(
    "[m]\nhome_page = x\nurl = y\n",
  );
  expect(renameIniKey(text, "m", "home-page", "url")).toEqual([]);
});

test("removes a key with all its lines", () => {
  expect(edited(CFG, removeIniKey(CFG, "metadata", "classifiers"))).toBe(
    CFG.replace("classifiers =\r\n    A\r\n    # kept?\r\n    B\r\n", ""),
  );
  expect(removeIniKey(CFG, "metadata", "absent")).toEqual([]);
});

test("what is set is read, and the other keys are as they were", () => {
  const word = fc.stringMatching(/^[a-z]{1,5}$/);
  fc.assert(
    fc.property(fc.dictionary(word, word), word, word, (pairs, key, value) => {
      const text = `[s]\n${Object.entries(pairs)
        .map(([name, of]) => `${name} = ${of}\n`)
        .join("")}[t]\nx = 1\n`;
      const after = parseIni("", edited(text, setIniValue(text, "s", key, value)));
      const read = Object.fromEntries(
        [...(after.sections.get("s") ?? [])].map(([name, entry]) => [name, entry.value]),
      );
      expect(read).toEqual({ ...pairs, [key]: value });
      expect(after.sections.get("t")?.get("x")?.value).toBe("1");
    }),
  );
});
