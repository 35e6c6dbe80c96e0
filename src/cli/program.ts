import { runCommandLine } from "./command-line.ts";
import { auditCommand } from "./commands/audit/audit.ts";
import { buildCommand } from "./commands/build.ts";
import { changelogCommand } from "./commands/changelog.ts";
import { checkCommand } from "./commands/check.ts";
import { completionCommand } from "./commands/completion.ts";
import { cacheCommand } from "./commands/cache/cache.ts";
import { configCommand } from "./commands/config/config.ts";
import type { CommandDefinition } from "./commands/definition.ts";
import { diffCommand } from "./commands/distributions/diff.ts";
import { doctorCommand } from "./commands/doctor/doctor.ts";
import { explainCommand } from "./commands/explain.ts";
import { initCommand } from "./commands/init.ts";
import { indexCommand } from "./commands/index.ts";
import { footprintCommand } from "./commands/distributions/footprint.ts";
import { inspectCommand } from "./commands/distributions/inspect.ts";
import { migrateCommand } from "./commands/migrate.ts";
import { planCommand } from "./commands/plan.ts";
import { releaseCommand } from "./commands/release.ts";
import { imageCommand } from "./commands/channels/image.ts";
import { recipeCommand } from "./commands/channels/recipe.ts";
import { reportCommand } from "./commands/report.ts";
import { runbookCommand } from "./commands/runbook.ts";
import { setupCommand } from "./commands/setup/setup.ts";
import { overview, statusCommand } from "./commands/status.ts";
import { publishCommand } from "./commands/publish.ts";
import { verifyCommand } from "./commands/verify.ts";
import { verifyReleaseCommand } from "./commands/verify-release.ts";
import { workflowCommand } from "./commands/workflow/workflow.ts";
import { versionCommand } from "./commands/version.ts";
import type { Watch } from "./session.ts";
import { rehearseCommand } from "./commands/rehearse.ts";

/** Every command, in the order of the help page. A new one is one file and one line here. */
export const COMMANDS: readonly CommandDefinition[] = [
  planCommand,
  rehearseCommand,
  releaseCommand,
  reportCommand,
  statusCommand,
  checkCommand,
  auditCommand,
  doctorCommand,
  setupCommand,
  runbookCommand,
  explainCommand,
  buildCommand,
  verifyCommand,
  verifyReleaseCommand,
  inspectCommand,
  diffCommand,
  footprintCommand,
  publishCommand,
  recipeCommand,
  imageCommand,
  indexCommand,
  versionCommand,
  changelogCommand,
  initCommand,
  workflowCommand,
  migrateCommand,
  configCommand,
  cacheCommand,
  completionCommand,
];

/** Runs the command that the arguments name and returns the exit code. */
export function main(argv: readonly string[], watch: Watch = {}): Promise<number> {
  return runCommandLine(COMMANDS, argv, watch, overview);
}
