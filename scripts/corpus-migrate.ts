/**
 * Migrates real projects to every target, each proven by two builds and taken back byte for byte, and writes the results and
 * docs/reference/migrations.md. The checkouts are brought along: no foreign code is kept here.
 * Usage: npm run corpus:migrate -- --from DIRECTORY [--only NAME]... [--to TARGET]... [--no-tests]
 * DIRECTORY holds a clone of each repository under the name of the project.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
  MIGRATION_RESULTS,
  readMigrationProjects,
  readMigrationResults,
  type MigrationResult,
} from "./docs/migrations-page.ts";

const ROOT = join(import.meta.dirname, "..");
const TARGETS = ["setuptools", "hatchling", "flit", "pdm", "uv_build"];
const { values } = parseArgs({
  options: {
    from: { type: "string" },
    only: { type: "string", multiple: true },
    to: { type: "string", multiple: true },
    "no-tests": { type: "boolean" },
  },
});
if (values.from === undefined) throw new Error("--from DIRECTORY: where the clones are");

/** What migrate said, as far as the page tells it. */
interface Document {
  readonly error?: { readonly code: string; readonly message: string };
  readonly edits?: readonly unknown[];
  readonly refusals?: readonly { readonly message: string }[];
  readonly proof?: {
    readonly holds: boolean;
    readonly differences: readonly {
      readonly code: string;
      readonly subject: string;
      readonly verdict: string;
    }[];
  } | null;
}

function shipwheel(directory: string, state: string, ...argv: readonly string[]): Document {
  const done = spawnSync(join(ROOT, "bin/shipwheel"), ["migrate", directory, "--json", ...argv], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: { ...process.env, SHIPWHEEL_STATE_DIR: state },
  });
  try {
    return JSON.parse(done.stdout) as Document;
  } catch {
    return { error: { code: "internal", message: done.stderr.slice(-300) } };
  }
}

function outcomeOf({ error, refusals = [], proof, edits = [] }: Document): string {
  if (error !== undefined) return `error: ${error.message}`;
  const [refusal] = refusals;
  if (refusal !== undefined) return `refused: ${refusal.message}`;
  if (edits.length === 0) return "nothing to do";
  if (proof == null) return "not proven";
  const defects = proof.differences.filter(({ verdict }) => verdict === "defect");
  return defects.length === 0
    ? "equal"
    : `${defects.length} defects: ${defects
        .slice(0, 2)
        .map(({ code, subject }) => `${code}:${subject}`)
        .join(", ")}`;
}

/** Digests of all tracked and untracked files. */
function snapshot(directory: string): string {
  return execFileSync(
    "sh",
    [
      "-c",
      "git status --porcelain --ignored; git ls-files -z --cached --others | xargs -0 sha256sum 2>/dev/null",
    ],
    { cwd: directory, encoding: "utf8", maxBuffer: 1 << 28 },
  );
}

const results = new Map<string, MigrationResult>(
  readMigrationResults().map((each) => [`${each.project} ${each.target}`, each]),
);
for (const project of readMigrationProjects()) {
  if (values.only !== undefined && !values.only.includes(project.name)) continue;
  const clone = join(values.from, project.name);
  if (!existsSync(clone)) {
    console.log(`${project.name}: no clone in ${values.from}`);
    continue;
  }
  for (const target of values.to ?? TARGETS) {
    const scratch = mkdtempSync(join(tmpdir(), "shipwheel-corpus-"));
    try {
      const tree = join(scratch, project.name);
      execFileSync("git", ["clone", "--quiet", clone, tree]);
      execFileSync("git", ["-c", "advice.detachedHead=false", "checkout", "--quiet", project.ref], {
        cwd: tree,
      });
      const before = snapshot(tree);
      const state = join(scratch, "state");
      // Their own tests run once for each project: that takes minutes for some.
      const tests = target === "setuptools" && values["no-tests"] !== true ? [] : ["--no-tests"];
      const outcome = outcomeOf(shipwheel(tree, state, "--to", target, "--write", ...tests));
      let undo: MigrationResult["undo"] = "not written";
      if (outcome === "equal") {
        shipwheel(tree, state, "--undo");
        undo = snapshot(tree) === before ? "byte-identical" : "differs";
      }
      results.set(`${project.name} ${target}`, { project: project.name, target, outcome, undo });
      console.log(`${project.name} -> ${target}: ${outcome} (undo: ${undo})`);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }
}
writeFileSync(MIGRATION_RESULTS, `${JSON.stringify([...results.values()], null, 2)}\n`);
console.log(
  `${readFileSync(MIGRATION_RESULTS, "utf8").length} bytes of results; now: npm run docs -- migrations`,
);
