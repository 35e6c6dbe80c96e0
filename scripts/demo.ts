/**
 * `npm run demo`: rehearses one example twice, as it was when its release went wrong and as it is after the repair.
 * Ends green when the broken state is red and the repaired one is green. Leaves nothing behind but caches.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const EXAMPLE = "lmstxt";
const directory = mkdtempSync(join(tmpdir(), "shipwheel-demo-"));
try {
  const broken = rehearse("broken", "as it was when its release went wrong");
  const repaired = rehearse("repaired", "after the repair");
  if (broken === 0 || repaired !== 0) {
    process.stderr.write(
      `\nThe demo did not go as it should: exit codes ${broken} and ${repaired}, not 1 and 0.\n`,
    );
    process.exitCode = 1;
  } else {
    process.stdout.write(
      "\nThat was the demo: every defect was named before anything was published; the repaired project is ready (its artefacts are removed again).\n",
    );
    process.stdout.write(
      "Your own project: bin/shipwheel rehearse PATH    What a code means: bin/shipwheel explain CODE\n",
    );
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}

function rehearse(state: string, told: string): number {
  process.stdout.write(`\n=== ${EXAMPLE}, ${told}\n`);
  const project = join(directory, state, EXAMPLE);
  const made = run("npm", ["run", "--silent", "example", "--", EXAMPLE, state, project]);
  if (made !== 0) throw new Error(`the example could not be made: exit code ${made}`);
  process.stdout.write(`$ shipwheel rehearse ${EXAMPLE}\n\n`);
  return run(process.execPath, [
    join(ROOT, "src", "cli", "main.ts"),
    "rehearse",
    project,
    "--output",
    join(directory, state, "out"),
  ]);
}

function run(program: string, args: readonly string[]): number {
  const { status, error } = spawnSync(program, args, { cwd: ROOT, stdio: "inherit" });
  if (error !== undefined) throw error;
  return status ?? 130;
}
