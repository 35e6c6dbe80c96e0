import type { SourceTree } from "../tree/source-tree.ts";

/** Documents of steps that a project may have already, in the order of preference. */
const KNOWN = [
  "docs/publishing.md",
  "docs/releasing.md",
  "docs/release.md",
  "RELEASING.md",
  "PUBLISHING.md",
  "docs/RELEASING.md",
];

/** Where the runbook is: a document that is there, else `docs/publishing.md`. */
export function runbookPlace(tree: Pick<SourceTree, "has">): string {
  return KNOWN.find((path) => tree.has(path)) ?? "docs/publishing.md";
}
