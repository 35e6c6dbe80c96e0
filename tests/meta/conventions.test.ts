import { expect, test } from "vitest";
import { readConventions } from "../../scripts/docs/conventions-page.ts";

const all = readConventions();

test("the conventions of 25 projects or more, each once", () => {
  expect(all.length).toBeGreaterThanOrEqual(25);
  expect(new Set(all.map(({ project }) => project)).size).toBe(all.length);
});

test("every release that was made can be made with version bump, and what is not decided says why", () => {
  expect(all.filter(({ bump, ours, theirs }) => bump === null && ours !== theirs)).toEqual([]);
  expect(all.filter(({ ours, reason }) => ours === null && reason === null)).toEqual([]);
});
