import { expect, test } from "vitest";
import { indexPage } from "../../scripts/generate-index-table.ts";
import { repositoryText } from "../support/repository.ts";

test("the page of kinds of index is what the dialects say", () => {
  const page = repositoryText("docs/reference/indexes.md") ?? "";
  expect(page).toBe(indexPage(page));
  expect(page).toContain("| `pypi` | PyPI |");
});
