import { expect, test } from "vitest";

import { dependencyPage } from "../../scripts/generate-dependency-table.ts";
import { repositoryText } from "../support/repository.ts";

test("the table of dependencies is what the generator writes", () => {
  expect(repositoryText("docs/decisions/dependencies.md")).toBe(dependencyPage());
});

test("every dependency is pinned exactly", () => {
  const { dependencies, devDependencies } = JSON.parse(repositoryText("package.json") ?? "") as Record<
    "dependencies" | "devDependencies",
    Record<string, string>
  >;
  const versions = Object.values({ ...dependencies, ...devDependencies });
  expect(versions.length).toBeGreaterThan(10);
  expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});
