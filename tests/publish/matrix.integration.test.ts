import { expect, test } from "vitest";
import { publishMatrixPage } from "../../scripts/docs/publish-matrix-page.ts";
import { repositoryText } from "../support/repository.ts";

// When it fails: npm run docs -- publish-matrix
test("every cell of the matrix of machines, indexes and answers is as the page says", async () => {
  expect(await publishMatrixPage()).toBe(repositoryText("docs/reference/publish-matrix.md"));
});
