/**
 * Holds our reader of workflows against GitHub's own parser on the workflows of real projects, and writes the figures of
 * decision 26. Usage: node scripts/compare-workflow-parsers.ts DIRECTORY, which has a checkout in each of its folders. The
 * parser comes from npm, in the version of which the schema is (scripts/refresh-workflow-schema.ts).
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import schema from "../src/check/rules/workflow/views/workflow-schema.json" with { type: "json" };
import { formProblems } from "../src/check/rules/workflow/views/workflow-form.ts";
import { parseYamlFile } from "../src/tree/formats/yaml-file.ts";
import { readWorkflow } from "../src/tree/workflows/model.ts";
import { PARSER_FIGURES, type ParserFigures } from "./docs/parser-figures.ts";

type Rejects = (name: string, text: string) => Promise<boolean>;

const [directory] = process.argv.slice(2);
if (directory === undefined) throw new Error("name the directory of the checkouts");
const files = readdirSync(directory)
  .map((project) => join(directory, project, ".github", "workflows"))
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  .filter((path) => /\.ya?ml$/.test(path));
const scratch = mkdtempSync(join(tmpdir(), "shipwheel-workflow-parsers-"));
try {
  const theirs = await githubParser(scratch);
  const figures = await compare(files, theirs.rejects);
  writeFileSync(
    join(import.meta.dirname, "..", PARSER_FIGURES),
    `${JSON.stringify({ ...figures, parserKilobytes: theirs.kilobytes }, null, 2)}\n`,
  );
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function compare(
  paths: readonly string[],
  theirs: Rejects,
): Promise<Omit<ParserFigures, "parserKilobytes">> {
  const count = { both: 0, onlyGithub: 0, onlyOurs: 0 };
  const spent = { theirs: 0, ours: 0 };
  for (const path of paths) {
    const text = readFileSync(path, "utf8");
    const before = process.cpuUsage().user;
    const isTheirs = await theirs(path, text);
    const between = process.cpuUsage().user;
    const isOurs = await oursRejects(path, text);
    spent.theirs += between - before;
    spent.ours += process.cpuUsage().user - between;
    if (isTheirs && isOurs) count.both += 1;
    else if (isTheirs) count.onlyGithub += 1;
    else if (isOurs) count.onlyOurs += 1;
    if (isTheirs !== isOurs) console.log(`${isTheirs ? "only GitHub" : "only ours"}: ${path}`);
  }
  const perFile = (microseconds: number): number => Math.round(microseconds / paths.length / 10) / 100;
  return {
    measured: new Date().toISOString().slice(0, 10),
    parser: /[\d.]+/.exec(schema.source)?.[0] ?? "",
    projects: new Set(paths.map((path) => path.split("/").at(-4))).size,
    workflows: paths.length,
    rejected: count,
    milliseconds: { github: perFile(spent.theirs), ours: perFile(spent.ours) },
  };
}

async function oursRejects(path: string, text: string): Promise<boolean> {
  const file = await parseYamlFile(path, text);
  const workflow = readWorkflow(file);
  return workflow === null || file.problems.length > 0 || formProblems(workflow).length > 0;
}

/** The parser, bundled: Node.js takes its import of JSON only with an attribute that it lacks. */
async function githubParser(
  root: string,
): Promise<{ readonly rejects: Rejects; readonly kilobytes: number }> {
  const version = /[\d.]+/.exec(schema.source)?.[0] ?? "";
  const npm = ["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", root];
  execFileSync("npm", [...npm, `@actions/workflow-parser@${version}`], { stdio: "inherit" });
  const entry = join(root, "entry.mjs");
  writeFileSync(
    entry,
    `import { parseWorkflow, NoOperationTraceWriter, convertWorkflowTemplate } from "@actions/workflow-parser";
     export async function rejects(name, content) {
       const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
       if (context.errors.getErrors().length > 0 || value === undefined) return true;
       await convertWorkflowTemplate(context, value);
       // GitHub takes an expression for a whole \`env\`; its converter, which knows values alone, does not.
       return context.errors.getErrors().some(({ message }) => !message.includes("'BasicExpressionToken'"));
     }\n`,
  );
  const outfile = join(root, "parser.cjs");
  await build({ entryPoints: [entry], outfile, bundle: true, format: "cjs", platform: "node", minify: true });
  const { rejects } = (await import(pathToFileURL(outfile).href)) as { rejects: Rejects };
  return { rejects, kilobytes: Math.round(statSync(outfile).size / 1000) };
}
