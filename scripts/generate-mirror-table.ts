/**
 * Writes the table of `docs/reference/version-mirrors.md` from the list of kinds in `src/tree/version-locations/registry.ts`.
 * Usage: node scripts/generate-mirror-table.ts
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MIRROR_KINDS } from "../src/tree/version-locations/registry.ts";

const pageFile = join(import.meta.dirname, "..", "docs", "reference", "version-mirrors.md");
const [BEGIN, END] = ["<!-- kinds: begin -->", "<!-- kinds: end -->"];

/** A page with its table made anew; throws when it has no place for one. */
export function mirrorPage(page: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin === -1 || end < begin) throw new Error(`${pageFile} lacks ${BEGIN} and ${END}`);
  const rows = MIRROR_KINDS.map(
    ({ id, title, where, example }) => `| \`${id}\` | ${title} | ${where} | \`${example}\` |`,
  );
  const table = ["| kind | what | where | as it is written |", "| --- | --- | --- | --- |", ...rows].join(
    "\n",
  );
  return `${page.slice(0, begin)}${BEGIN}\n${table}\n${page.slice(end)}`;
}

if (import.meta.main) writeFileSync(pageFile, mirrorPage(readFileSync(pageFile, "utf8")));
