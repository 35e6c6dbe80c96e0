import fc from "fast-check";
import { expect, test } from "vitest";
import { locationsOf } from "../../support/version-locations.ts";

const FILES = [
  "setup.py",
  "setup.cfg",
  "src/demo/__init__.py",
  "src/demo/_version.py",
  "uv.lock",
  "package.json",
  "package-lock.json",
  "docs/conf.py",
  "CITATION.cff",
  "codemeta.json",
  "Dockerfile",
  "Chart.yaml",
  "conda/meta.yaml",
  "meson.build",
  "tbump.toml",
  ".bumpversion.cfg",
] as const;

const piece = fc.constantFrom(
  "version",
  "__version__",
  " = ",
  ": ",
  '"1.0',
  '"',
  "'",
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  ",",
  "\\",
  "\n",
  "\r\n",
  "#",
  "[[package]]\n",
  'name = "demo"\n',
  "project('demo', ",
  "ARG VERSION=",
  "1.0",
  "\uFEFF",
  "\0",
  "é",
);
const noise = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(""));

test("whatever files hold, the finder ends, and each place that it names holds what it says", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(noise, { minLength: FILES.length, maxLength: FILES.length }), async (texts) => {
      const files = Object.fromEntries(FILES.map((file, at) => [file, texts[at] ?? ""]));
      for (const { content, start, end, text, location } of await locationsOf(files)) {
        expect(content.slice(start, end)).toBe(text);
        expect(location.excerpt).toContain(text.split(/\r?\n/)[0]);
      }
    }),
    { numRuns: 60 },
  );
});

test("deep nesting ends, too", async () => {
  const deep = `{"version": ${"[".repeat(50_000)}${"]".repeat(50_000)}}`;
  expect(
    (await locationsOf({ "package.json": deep, "src/demo/__init__.py": "(".repeat(20_000) })).length,
  ).toBe(1);
});
