import { readFileSync } from "node:fs";
import { join } from "node:path";
import { explain } from "../../src/explain/explain.ts";
import { GENERATED, ruleLink } from "./generated.ts";

const PAGE = "docs/reference/rules-catalogue.md";

/** A row of the catalogue that the rules were made after: the union of what other tools, PyPI and real failures ask for. */
interface CatalogueRow {
  readonly id: string;
  readonly family: string;
  readonly flags: string;
}

/** Why a row is no rule of its own, by its id. */
export const ELSEWHERE: Readonly<Record<string, string>> = read("rules-elsewhere.json") as Readonly<
  Record<string, string>
>;

/** Every row of the catalogue. */
export const CATALOGUE: readonly CatalogueRow[] = read("rules-catalogue.json") as readonly CatalogueRow[];

function read(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, name), "utf8"));
}

/** The page docs/reference/rules-catalogue.md. */
export function cataloguePage(): string {
  const families = [...new Set(CATALOGUE.map((row) => row.family))];
  const done = CATALOGUE.filter((row) => explain(row.id) !== null).length;
  const sections = families.map((family) => {
    const rows = CATALOGUE.filter((row) => row.family === family).map(({ id, flags }) => {
      const rule = explain(id);
      const told = rule === null ? (ELSEWHERE[id] ?? "") : ruleLink(PAGE, id, rule.slug);
      return `| ${id} | ${cell(flags).replaceAll("[", "\\[").replaceAll("](", "]\\(")} | ${cell(told)} |`;
    });
    return `## ${family}\n\n| id | flags | rule, or why not |\n| --- | --- | --- |\n${rows.join("\n")}\n`;
  });
  return [
    GENERATED,
    "",
    "# The catalogue",
    "",
    `What the check is held to: ${CATALOGUE.length} defects, the union of what PyPI rejects, what other tools look for and what really went wrong. ` +
      `${done} have a rule of that code; of the other ${CATALOGUE.length - done} it says why not.`,
    "",
    sections.join("\n"),
  ].join("\n");
}

/** Angle brackets and bars would be taken for markup. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("<", "&lt;");
}
