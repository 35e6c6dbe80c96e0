import { repositoryText } from "./repository.ts";

/** The titles of the tests, and of the groups of tests, that a file has. */
export function testTitles(file: string): readonly string[] {
  const text = repositoryText(file) ?? "";
  const titles = text.matchAll(/(?:\b(?:test|describe)\(|\)\()\s*("(?:[^"\\]|\\.)*")/g);
  return [...titles].map(([, title = '""']) => JSON.parse(title) as string);
}
