import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { stateOf } from "../../../src/versioning/scm/archives.ts";
import { pythonRepr, pythonStrip } from "../../../src/versioning/scm/python-text.ts";
import { readTagVersion, type TagVersion } from "../../../src/versioning/scm/tag-version.ts";
import { versionFileText } from "../../../src/versioning/scm/version-file.ts";

const TEXTS = [
  "",
  "plain",
  "it's",
  'a "b"',
  `'"`,
  "back\\slash",
  "\t\n\r",
  "\u0000\u007f\u00a0",
  "é😀",
  "\u2028\u{e0001}",
];

const python = (program: string, input: unknown): unknown =>
  JSON.parse(
    execFileSync(
      "python3",
      ["-c", `import json,sys; x = json.load(sys.stdin); print(json.dumps(${program}))`],
      {
        input: JSON.stringify(input),
        encoding: "utf8",
      },
    ),
  );

describe("text as Python has it", () => {
  test("repr agrees with Python's", () => {
    expect(TEXTS.map(pythonRepr)).toEqual(python("[repr(each) for each in x]", TEXTS));
    expect([null, true, false, 3].map(pythonRepr)).toEqual(["None", "True", "False", "3"]);
  });

  test("strip agrees with Python's", () => {
    const blanks = [" a ", "\u001ca\u0085", "\ufeffa\ufeff", "\u3000a b\u2029", "\u200ba"];
    expect(blanks.map(pythonStrip)).toEqual(python("[each.strip() for each in x]", blanks));
  });
});

describe("version files", () => {
  const state = stateOf(
    tag("1.0"),
    { time: new Date(0) },
    { node: "g0123456789abcdef", distance: 2, branch: "it's" },
  );

  test("a template names what the state knows", () => {
    const template =
      "{version} {version_tuple} {scm_version.tag} {scm_version.branch!r} {scm_version.node} {scm_version.short_node!s} {scm_version.dirty} {scm_version.exact} {scm_version.preformatted!r}{{}}";
    expect(versionFileText("x.cfg", template, "1.1.dev2", state)).toBe(
      `1.1.dev2 (1, 1, 'dev2') 1.0 "it's" g0123456789abcdef g012345678 False False False{}`,
    );
  });

  test.each([
    ["1", "(1,)"],
    ["1!2.0rc1.post3.dev4+a.5", "('1!', 2, 0, 'rc1', 'post3', 'dev4', 'a.5')"],
    ["not a version", "('not a version',)"],
  ])("the tuple of %s", (version, tuple) => {
    expect(versionFileText("x.py", "{version_tuple}", version, state)).toBe(tuple);
  });

  test("an empty template counts as none", () => {
    expect(versionFileText("x.txt", "", "1.0", state)).toBe("1.0");
  });

  test.each(["{", "}", "{x}", "{version:>9}", "{scm_version.config}", "{version!a}"])(
    "%s is refused",
    (template) => {
      expect(() => versionFileText("x.py", template, "1.0", state)).toThrow(/no version file/);
    },
  );
});

function tag(text: string): TagVersion {
  const version = readTagVersion(text, true);
  if (version === null) throw new Error(`${text} is no version`);
  return version;
}
