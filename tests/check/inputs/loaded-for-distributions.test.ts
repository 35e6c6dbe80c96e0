import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { REPOSITORY } from "../../support/repository.ts";

const IMPORT = /^(?:import|export)\s+(?!type\b)[^;]*?\bfrom\s+"(\.[^"]+\.ts)"/gms;

/** Every file that is loaded when one is, without what is imported when it is wanted. */
function loadedWith(file: string): ReadonlySet<string> {
  const found = new Set<string>();
  const pending = [join(REPOSITORY, file)];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    for (const [, target = ""] of readFileSync(path, "utf8").matchAll(IMPORT))
      pending.push(join(path, "..", target));
  }
  return new Set([...found].map((path) => relative(REPOSITORY, path).replaceAll("\\", "/")));
}

// A check of one small wheel takes most of its time to begin: what only trees need is loaded when there is one.
test("a check of distributions loads nothing that reads the history of a tree", () => {
  const loaded = loadedWith("src/check/inputs/check-paths.ts");
  expect(loaded.size).toBeGreaterThan(500);
  expect(
    [...loaded].filter((path) => /\/(?:read-history|tree-history|project-tags)\.ts$/.test(path)),
  ).toEqual([]);
  expect([...loaded].filter((path) => path.startsWith("src/gates/kinds/"))).toEqual([]);
  expect([...loaded].filter((path) => /^src\/versioning\/(?:bump|scm)\//.test(path))).toEqual([]);
});
