import { expect, test } from "vitest";
import { VERSION_LOCATION_KINDS } from "../../src/tree/version-locations/registry.ts";
import { repositoryFiles, repositoryText } from "../support/repository.ts";

test("every kind has an id of its own, and every file of kinds is in the list", () => {
  const ids = VERSION_LOCATION_KINDS.map((kind) => kind.id);
  expect(new Set(ids).size).toBe(ids.length);
  const list = repositoryText("src/tree/version-locations/registry.ts") ?? "";
  const files = repositoryFiles().filter((path) => path.startsWith("src/tree/version-locations/kinds/"));
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((path) => !list.includes(path.replace("src/tree/version-locations/", "./")))).toEqual(
    [],
  );
});
