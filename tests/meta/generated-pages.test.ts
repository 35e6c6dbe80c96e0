import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { GENERATORS, type Generator } from "../../scripts/docs/generators.ts";
import { between, GENERATED } from "../../scripts/docs/generated.ts";
import { stalePages } from "../../scripts/docs/stale.ts";
import { REPOSITORY, repositoryText } from "../support/repository.ts";

const MEASURED = GENERATORS.filter(({ heldBy }) => heldBy !== undefined);
const WRITTEN = GENERATORS.filter(({ heldBy }) => heldBy === undefined);

test.each(WRITTEN)("$name is of today; else: npm run docs -- $name", async (generator) => {
  const stale = await stalePages(generator, REPOSITORY);
  expect(stale.map(({ path }) => path)).toEqual([]);
});

test.each(MEASURED)("$name is measured again by its own test", ({ name, heldBy = "" }) => {
  expect(repositoryText(heldBy)).toContain(`npm run docs -- ${name}`);
});

test("a page says in its first line, or before its table, that it is generated", async () => {
  const made = await Promise.all(WRITTEN.map((each) => each.write((path) => repositoryText(path) ?? "")));
  const pages = made.flatMap((each) => [...each]).filter(([path]) => path.endsWith(".md"));
  const unmarked = pages.filter(([, text]) => !text.startsWith(GENERATED) && !text.includes(": begin -->"));
  expect(unmarked.map(([path]) => path)).toEqual([]);
  expect(pages.length).toBeGreaterThan(30);
});

test("what was edited, is missing or is left over is stale", async () => {
  const root = mkdtempSync(join(tmpdir(), "shipwheel-docs-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const pages = new Map([
    ["docs/rules/kept.md", "kept\n"],
    ["docs/rules/edited.md", "as written\n"],
    ["docs/rules/missing.md", "missing\n"],
  ]);
  const generator: Generator = { name: "rules", folder: "docs/rules", write: () => Promise.resolve(pages) };
  mkdirSync(join(root, "docs/rules"), { recursive: true });
  writeFileSync(join(root, "docs/rules/kept.md"), "kept\n");
  writeFileSync(join(root, "docs/rules/edited.md"), "by hand\n");
  writeFileSync(join(root, "docs/rules/left.md"), "left over\n");
  expect(await stalePages(generator, root)).toEqual([
    { path: "docs/rules/edited.md", text: "as written\n" },
    { path: "docs/rules/missing.md", text: "missing\n" },
    { path: "docs/rules/left.md", text: null },
  ]);
});

test("a page without a place for its table is refused", () => {
  expect(() => between("no table", "kinds", [])).toThrow("lacks");
  expect(between("a\n<!-- x: begin -->\nold\n<!-- x: end -->\nb", "x", ["new"])).toBe(
    "a\n<!-- x: begin -->\nnew\n<!-- x: end -->\nb",
  );
});
