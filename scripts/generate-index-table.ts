/**
 * Writes the table of `docs/reference/indexes.md` from the list of dialects in `src/publish/dialects/dialects.ts`.
 * Usage: node scripts/generate-index-table.ts
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DIALECTS } from "../src/publish/dialects/dialects.ts";

const pageFile = join(import.meta.dirname, "..", "docs", "reference", "indexes.md");
const [BEGIN, END] = ["<!-- dialects: begin -->", "<!-- dialects: end -->"];

/** The page with its table made anew; throws when it has no place for one. */
export function indexPage(page: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin === -1 || end < begin) throw new Error(`${pageFile} lacks ${BEGIN} and ${END}`);
  const yes = (value: boolean): string => (value ? "yes" : "no");
  const rows = DIALECTS.map((each) =>
    [
      "",
      `\`${each.id}\``,
      each.title,
      each.recognisedBy,
      yes(each.trustedPublishing),
      yes(each.attestations),
      yes(each.overwrites),
      `\`${each.tokenUser}\``,
      "",
    ]
      .join(" | ")
      .trim(),
  );
  const table = [
    "| kind | what | told by | trusted publishing | attestations | overwrites | user beside a token |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...rows,
  ];
  return `${page.slice(0, begin)}${BEGIN}\n${table.join("\n")}\n${page.slice(end)}`;
}

if (import.meta.main) writeFileSync(pageFile, indexPage(readFileSync(pageFile, "utf8")));
