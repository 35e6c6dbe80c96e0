import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandLineReference } from "../../scripts/generate-cli-reference.ts";

test("the reference of the command line is what the parser says: node scripts/generate-cli-reference.ts", () => {
  const page = join(import.meta.dirname, "..", "..", "docs", "reference", "command-line.md");
  expect(readFileSync(page, "utf8")).toBe(commandLineReference());
});
