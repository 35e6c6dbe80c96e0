import { readFileSync } from "node:fs";
import { join } from "node:path";
import { between } from "./generated.ts";

/** What `scripts/compare-workflow-parsers.ts` keeps, from the root of the repository. */
export const PARSER_FIGURES = "docs/decisions/0026-github-schema-kept.json";

/** Our reader beside GitHub's parser, on the workflows of real projects. */
export interface ParserFigures {
  readonly measured: string;
  readonly parser: string;
  readonly projects: number;
  readonly workflows: number;
  /** Workflows that are rejected by both, or by one alone. */
  readonly rejected: { readonly both: number; readonly onlyGithub: number; readonly onlyOurs: number };
  /** Processor time for one file. */
  readonly milliseconds: { readonly github: number; readonly ours: number };
  /** Bundled and minified. */
  readonly parserKilobytes: number;
}

const ROOT = join(import.meta.dirname, "..", "..");
const VIEWS = "src/check/rules/workflow/views";
/** What reads workflows by the schema in place of the parser. */
const READER = [
  `${VIEWS}/schema-problems.ts`,
  `${VIEWS}/workflow-schema.ts`,
  `${VIEWS}/expression-problems.ts`,
  "src/tree/workflows/expression-tree.ts",
];

/** `docs/decisions/0026-github-schema-kept.md`, its figures anew. */
export function parserDecision(page: string): string {
  const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
  const { measured, parser, projects, workflows, rejected, milliseconds, parserKilobytes } = JSON.parse(
    read(PARSER_FIGURES),
  ) as ParserFigures;
  const lines = READER.reduce((sum, path) => sum + read(path).split("\n").length - 1, 0);
  const schema = JSON.stringify(JSON.parse(read(`${VIEWS}/workflow-schema.json`))).length;
  return between(page, "figures", [
    `| figure | GitHub's parser ${parser} | our reader |`,
    "| --- | --: | --: |",
    `| size | ${parserKilobytes} kB | ${Math.round(schema / 1000)} kB of data, ${lines} lines |`,
    `| processor time for one file, its YAML parsed | ${milliseconds.github} ms | ${milliseconds.ours} ms |`,
    `| rejected, of ${workflows} workflows of ${projects} projects | ${rejected.both + rejected.onlyGithub} | ${rejected.both + rejected.onlyOurs} |`,
    `| rejected by this one alone | ${rejected.onlyGithub} | ${rejected.onlyOurs} |`,
    "",
    `Measured on ${measured}.`,
  ]);
}
