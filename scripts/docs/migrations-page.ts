import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GENERATED } from "./generated.ts";

const DIRECTORY = join(import.meta.dirname, "..", "..", "tests", "corpus", "migrations");

/** Where the corpus run leaves what came of each project and target. */
export const MIGRATION_RESULTS: string = join(DIRECTORY, "results.json");

/** A real project, by repository and commit. */
export interface MigrationProject {
  readonly name: string;
  readonly repository: string;
  readonly ref: string;
  readonly source: string;
  /** What other tools made of it, measured once. */
  readonly peers: Readonly<Record<string, string>>;
}

/** What came of one project and one target. */
export interface MigrationResult {
  readonly project: string;
  readonly target: string;
  readonly outcome: string;
  readonly undo: "byte-identical" | "differs" | "not written";
}

/** The projects of the corpus. */
export function readMigrationProjects(): readonly MigrationProject[] {
  return JSON.parse(readFileSync(join(DIRECTORY, "projects.json"), "utf8")) as readonly MigrationProject[];
}

/** The results of the last run. */
export function readMigrationResults(): readonly MigrationResult[] {
  return existsSync(MIGRATION_RESULTS)
    ? (JSON.parse(readFileSync(MIGRATION_RESULTS, "utf8")) as readonly MigrationResult[])
    : [];
}

/** docs/reference/migrations.md: project by target, ours and the peers'. */
export function migrationsPage(): string {
  const projects = readMigrationProjects();
  const results = readMigrationResults().map((each) => ({
    ...each,
    outcome: each.outcome.replace(/^refused/, "not possible"),
  }));
  const targets = [...new Set(results.map(({ target }) => target))];
  const cell = (project: string, target: string): string => {
    const outcome =
      results.find((each) => each.project === project && each.target === target)?.outcome ?? "not run";
    return outcome.split(":")[0] ?? outcome;
  };
  const reasons = results.filter(({ outcome }) => outcome.includes(":"));
  const written = results.filter(({ undo }) => undo !== "not written");
  const peers = projects.flatMap(({ name, peers: all }) =>
    Object.entries(all).map(([peer, outcome]) => `| ${name} | ${peer} | ${outcome} |`),
  );
  return `${GENERATED}

# Migrations of real projects

Measured by \`npm run corpus:migrate\`. Each project is taken at the commit named, migrated to
each target and proven: built before and after in isolation, and compared in metadata, entry points, tags, and the contents of
wheel and sdist. "equal" means that no difference is left but intended ones, each with its reason.

| project | today | ${targets.join(" | ")} |
| --- | --- | ${targets.map(() => "---").join(" | ")} |
${projects.map(({ name, repository, ref, source }) => `| [${name}](https://github.com/${repository}) \`${ref}\` | ${source} | ${targets.map((target) => cell(name, target)).join(" | ")} |`).join("\n")}

${written.length} migrations were written and undone; ${written.filter(({ undo }) => undo === "byte-identical").length} trees were byte-identical afterwards.

## Why not

${reasons.map(({ project, target, outcome }) => `- ${project} to ${target}: ${outcome.replaceAll("|", "\\|")}`).join("\n")}

## Other tools on the same projects

| project | tool | result |
| --- | --- | --- |
${peers.join("\n")}
`;
}
