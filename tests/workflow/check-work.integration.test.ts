import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { expect, test, vi } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { schemaProblems } from "../../src/check/rules/workflow/views/schema-problems.ts";
import { allowedBelow, leaves } from "../../src/check/rules/workflow/views/workflow-schema.ts";
import { parseExpression } from "../../src/tree/workflows/expression-tree.ts";
import { checkWorkflows } from "../../src/workflow/check/check-workflows.ts";
import { REPOSITORY } from "../support/repository.ts";
import { temporaryDirectory } from "../support/tree.ts";

// The real functions, counted: what a thousand files cost is their work, times a thousand.
vi.mock("yaml", { spy: true });
vi.mock("../../src/check/rules/workflow/views/schema-problems.ts", { spy: true });
vi.mock("../../src/tree/workflows/expression-tree.ts", { spy: true });

const FILES = 40;

test("each file is parsed once and held against the schema once, however many rules ask", async () => {
  await using directory = await temporaryDirectory("workflows-");
  const text = readFileSync(join(REPOSITORY, ".github", "workflows", "release.yml"), "utf8");
  const names = Array.from({ length: FILES }, (_, at) => `release-${at}.yml`);
  await Promise.all(
    names.map((name) => writeFile(join(directory.path, name), text.replace(/^name: .*/m, `name: ${name}`))),
  );
  await using node = nodePorts({});
  const request = { paths: [directory.path], base: directory.path, fix: null } as const;
  const { ran } = await checkWorkflows(request, node.ports);
  expect(ran.length).toBeGreaterThan(30);
  expect(vi.mocked(parseDocument)).toHaveBeenCalledTimes(FILES);
  expect(vi.mocked(schemaProblems)).toHaveBeenCalledTimes(FILES);
  // The same expressions at the same places in every file: parsed for the first one, and never again.
  const parsed = vi.mocked(parseExpression).mock.calls.length;
  expect(parsed).toBeGreaterThan(0);
  await checkWorkflows(request, node.ports);
  expect(vi.mocked(parseExpression).mock.calls.length - parsed).toBeLessThan(FILES);
});

test("what the schema says of a type is worked out once", () => {
  const above = ["github"];
  expect(leaves("steps-item")).toBe(leaves("steps-item"));
  expect(allowedBelow(above, "step-env")).toBe(allowedBelow(above, "step-env"));
});
