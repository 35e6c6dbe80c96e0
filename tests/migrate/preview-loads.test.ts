import { posix } from "node:path";
import { expect, test } from "vitest";
import { repositoryText } from "../support/repository.ts";

/** Every file that is loaded with one, types and what is loaded on demand left out. */
function loadedWith(entry: string): ReadonlySet<string> {
  const found = new Set([entry]);
  for (const path of found)
    for (const [, name = ""] of (repositoryText(path) ?? "").matchAll(
      /^(?:import|export)\b(?! type\b)[^;]*?\bfrom "(\.[^"]+\.ts)"/gm,
    ))
      found.add(posix.join(posix.dirname(path), name));
  return found;
}

const PROOF = /^src\/migrate\/(?:prove|scm)\//;

test("a preview loads nothing that builds, compares or reads tags", () => {
  const loaded = [...loadedWith("src/migrate/migrate.ts")];
  expect(loaded).toContain("src/migrate/sources/poetry.ts");
  expect(loaded.filter((path) => PROOF.test(path))).toEqual([]);
  expect(
    [...loadedWith("src/migrate/prove/prove-migration.ts")].filter((path) => PROOF.test(path)).length,
  ).toBeGreaterThan(5);
});
