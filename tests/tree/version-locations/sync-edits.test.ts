import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { spell, states } from "../../../src/tree/version-locations/forms.ts";
import {
  staleLocations,
  syncEdits,
  unspeakableLocations,
} from "../../../src/tree/version-locations/sync-edits.ts";
import { formatVersion, parseVersion, type Version } from "../../../src/version/pep440.ts";
import { locationsOf } from "../../support/version-locations.ts";
import type { Overlay } from "../../support/tree.ts";

const version = (text: string): Version => {
  const parsed = parseVersion(text);
  if (parsed === null) throw new Error(text);
  return parsed;
};

describe("spellings", () => {
  test.each([
    ["pep440", "1.0", "2.0rc1", "2.0rc1"],
    ["pep440", "v1.0", "2.0", "v2.0"],
    ["semver", "1.0.0", "2.1rc1", "2.1.0-rc.1"],
    ["semver", "1.0.0", "2.1.post1", null],
    ["semver", "1.0.0", "1!2.0", null],
    ["short", "1.0", "2.3.4rc1", "2.3"],
    ["short", "1", "2.3.4", "2"],
    ["tuple", "1, 0, 0", "2.3.4rc1", "2, 3, 4"],
    ["tuple", "1,0", "2.3.4", null],
    ["tuple", '"1",  "0"', "2.3", '"2",  "3"'],
    ["tuple", '1, 0, 0, "final", 0', "2.0b3", '2, 0, 0, "beta", 3'],
    ["tuple", '1, 0, 0, "b", 2', "2.0a1", '2, 0, 0, "a", 1'],
    ["tuple", '1, 0, 0, "candidate", 1', "2.0rc2", '2, 0, 0, "candidate", 2'],
    ["tuple", '1, 0, 0, "candidate", 1', "2.0", '2, 0, 0, "final", 0'],
    ["tuple", '1, 0, 0, "final", 0', "2.0.dev1", null],
  ] as const)("%s %s -> %s", (form, text, to, expected) => {
    expect(spell(form, text, version(to))).toBe(expected);
    if (expected !== null) expect(states(form, expected, version(to))).toBe(true);
  });

  test.each([
    ["pep440", "1.0.0", "1.0", true],
    ["pep440", "1.0rc1", "1.0", false],
    ["semver", "1.0.0-rc.1", "1.0rc1", true],
    ["short", "1.0", "1.0.7", true],
    ["short", "1.1", "1.0.7", false],
    ["tuple", '1, 0, 0, "alpha", 1', "1.0a1", true],
    ["tuple", '1, 0, 0, "alpha", 1', "1.0a2", false],
    ["tuple", "1, 0", "1.0.1", false],
  ] as const)("%s %s states %s: %s", (form, text, of, expected) => {
    expect(states(form, text, version(of))).toBe(expected);
  });
});

/** A tree that holds nearly every kind, in files with marks, carriage returns, comments and odd quotes. */
const MANY: Overlay = {
  "src/demo/__init__.py":
    "\uFEFF'''Démo.'''\r\n\r\n__version__: str = '1.0'  # änd äll\r\n__version_tuple__ = ( 1,0 , 0 )\r\n__version_info__ = (1, 0, 0, \"final\", 0)\r\n",
  "setup.cfg": "\uFEFF[bumpversion]\r\ncurrent_version = 1.0\r\n\r\n[flake8]\r\nmax = 1.0\r\n",
  "uv.lock": '[[package]]\r\nname = "demo"\r\nversion = "1.0"\r\nsource = { virtual = "." }\r\n',
  "package.json": '{\t"name":"demo",\r\n "version" : "1.0.0","engines":{"version":"1.0.0"} }',
  "docs/conf.py": 'version = "1.0"  # short\nrelease = "1.0.0"\n',
  "CITATION.cff": "\uFEFFversion: '1.0' # now\r\ndate-released: \"2020-01-01\"\r\n",
  Dockerfile: "FROM scratch\nLABEL a=b org.opencontainers.image.version='1.0' c=d\n",
  "conda/meta.yaml": '{%- set name = "demo" -%}\r\n{%- set version = "1.0" -%}\r\n',
};

test("sync sets every place at once, the date along with it, and nothing else", async () => {
  const locations = await locationsOf(MANY);
  const edits = syncEdits(locations, version("2.1.0"), { date: "2026-11-21" });
  const after = Object.fromEntries(edits.map((edit) => [edit.path, edit.after]));
  const put = (text: unknown, ...pairs: readonly (readonly [string, string])[]): string =>
    pairs.reduce((made, [from, to]) => made.replace(from, to), String(text));
  expect(after).toEqual({
    "pyproject.toml": edits
      .find((each) => each.path === "pyproject.toml")
      ?.before?.replace('"1.0"', '"2.1.0"'),
    "src/demo/__init__.py": put(
      MANY["src/demo/__init__.py"],
      ["'1.0'", "'2.1.0'"],
      ["1,0 , 0", "2,1 , 0"],
      ["1, 0, 0,", "2, 1, 0,"],
    ),
    "setup.cfg": put(MANY["setup.cfg"], ["= 1.0", "= 2.1.0"]),
    "uv.lock": put(MANY["uv.lock"], ['"1.0"', '"2.1.0"']),
    "package.json": put(MANY["package.json"], ["1.0.0", "2.1.0"]),
    "docs/conf.py": put(MANY["docs/conf.py"], ['"1.0"', '"2.1"'], ['"1.0.0"', '"2.1.0"']),
    "CITATION.cff": put(MANY["CITATION.cff"], ["'1.0'", "'2.1.0'"], ["2020-01-01", "2026-11-21"]),
    Dockerfile: put(MANY["Dockerfile"], ["'1.0'", "'2.1.0'"]),
    "conda/meta.yaml": put(MANY["conda/meta.yaml"], ['"1.0"', '"2.1.0"']),
  });
});

test("what states the version already is left alone, and so is what cannot say it", async () => {
  const locations = await locationsOf(MANY);
  expect(syncEdits(locations, version("1.0.0"))).toEqual([]);
  const post = version("1.0.0.post1");
  expect(unspeakableLocations(locations, post).map((each) => each.name)).toEqual([
    "__version_info__",
    "version",
  ]);
  expect(syncEdits(locations, post).map((each) => each.path)).not.toContain("package.json");
});

const numbers = fc.array(fc.nat({ max: 99 }), { minLength: 1, maxLength: 3 });
const suffix = fc.constantFrom("", "a1", "b2", "rc3", ".dev4");

test("after a sync nothing is stale, a second one does nothing, and every other character is kept", async () => {
  await fc.assert(
    fc.asyncProperty(numbers, suffix, fc.string({ maxLength: 8 }), async (release, end, noise) => {
      const to = version(release.join(".") + end);
      const clean = noise.replaceAll(/[\r\n"'\\]/g, "");
      const files: Overlay = {
        ...MANY,
        "docs/conf.py": `# ${clean}\r\nrelease = "1.0"\r\nhtml = "${clean}"\r\n`,
      };
      const first = await locationsOf(files);
      const edits = syncEdits(first, to);
      for (const edit of edits) {
        const here = first
          .filter((each) => each.location.file === edit.path)
          .toSorted((a, b) => a.start - b.start);
        // The text between the places is the same, piece by piece.
        let rest = edit.after ?? "";
        let from = 0;
        for (const place of here) {
          const between = place.content.slice(from, place.start);
          expect(rest.startsWith(between)).toBe(true);
          const stated = spell(place.form, place.text, to) ?? place.text;
          rest = rest.slice(between.length);
          const present = states(place.form, place.text, to) ? place.text : stated;
          expect(rest.startsWith(present)).toBe(true);
          rest = rest.slice(present.length);
          from = place.end;
        }
        expect(rest).toBe(here[0]?.content.slice(from));
      }
      const changed = Object.fromEntries(edits.map((edit) => [edit.path, edit.after ?? ""]));
      const second = await locationsOf({ ...files, ...changed });
      expect(second.map((each) => each.name)).toEqual(first.map((each) => each.name));
      expect(syncEdits(second, to)).toEqual([]);
      expect(staleLocations(second, to)).toEqual(
        unspeakableLocations(first, to).length === 0 ? [] : expect.anything(),
      );
      expect(staleLocations(second, to).length).toBe(unspeakableLocations(first, to).length);
      expect(formatVersion(to)).not.toBe("");
    }),
    { numRuns: 40 },
  );
});
