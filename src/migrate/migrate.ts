import { join } from "node:path";
import { fault } from "../findings/fault.ts";
import type { Ports } from "../ports/ports.ts";
import { readSourceTree } from "../tree/read-source-tree.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import type { Migration } from "./migration.ts";
import { planMigration, type PlanRequest } from "./plan-migration.ts";
import type { Acceptance } from "./prove/difference.ts";
import { proveMigration, type Proof } from "./prove/prove-migration.ts";
import { applyScm } from "./scm/apply-scm.ts";
import { sourceFor } from "./sources/registry.ts";
import { commitMigration, openBranch } from "./write/commit-on-branch.ts";
import { recover, writeMigration } from "./write/write-migration.ts";

/** What is asked for. */
export interface MigrateRequest extends PlanRequest {
  /** Absolute. */
  readonly directory: string;
  /** Take the version from tags; `versionFile`: with a file that the build writes. */
  readonly scm: boolean;
  readonly versionFile: boolean;
  /** Build before and after, and compare. */
  readonly prove: boolean;
  /** Write the files, once the proof holds. */
  readonly write: boolean;
  readonly allowDirty: boolean;
  /** A new branch on which the change is one commit; null: the files only. */
  readonly branch: string | null;
  readonly accepted: readonly Acceptance[];
  readonly python: string | null;
  readonly timeoutSeconds: number;
  readonly offline: boolean;
}

/** What came of it. */
export interface MigrateResult {
  readonly migration: Migration;
  /** Null when nothing was built. */
  readonly proof: Proof | null;
  readonly written: boolean;
  /** Whether a half-written migration of a killed run was put back first. */
  readonly recovered: boolean;
}

/** Plans a migration, proves it and writes it, as far as it is asked for. */
export async function migrate(request: MigrateRequest, ports: Ports): Promise<MigrateResult> {
  const recovered = await recover(request.directory, ports);
  await refuseConflicts(request.directory, ports);
  const tree = await readSourceTree(request.directory, { allowNoGit: true, allowNoProject: true }, ports);
  const source = sourceFor(tree);
  if (source === null) throw fault("migrate/no-source", { directory: request.directory });
  const read = await source.read(tree, ports);
  const reading = request.scm
    ? await applyScm(tree, read, request.versionFile, ports)
    : { ...read, edits: [], tags: [] };
  const migration = await planMigration(tree, source.id, reading, request);
  const isBlocked = migration.refusals.length > 0 || migration.edits.length === 0;
  if (request.write && !isBlocked) refuseDirty(tree, migration, request);
  const proof =
    isBlocked || !(request.prove || request.write) ? null : await prove(tree, migration, request, ports);
  const written = request.write && proof?.holds === true;
  if (written) await write(migration, request, ports);
  return { migration, proof, written, recovered };
}

async function write(
  migration: Migration,
  { directory, branch }: MigrateRequest,
  ports: Ports,
): Promise<void> {
  if (branch !== null) await openBranch(directory, branch, ports);
  await writeMigration(directory, migration.edits, ports);
  const subject = `build: migrate from ${migration.source} to ${migration.target}`;
  if (branch !== null) await commitMigration(directory, migration.edits, subject, branch, ports);
}

function prove(
  tree: SourceTree,
  migration: Migration,
  request: MigrateRequest,
  ports: Ports,
): Promise<Proof> {
  const { python, timeoutSeconds, offline } = request;
  return proveMigration(tree, migration, { python, timeoutSeconds, offline }, request.accepted, ports);
}

/** A file in the middle of a merge says two things at once. */
async function refuseConflicts(directory: string, { files }: Pick<Ports, "files">): Promise<void> {
  for (const file of ["pyproject.toml", "setup.cfg", "setup.py"]) {
    const text = await files.readText(join(directory, file)).catch(() => "");
    if (/^<{7} .*^={7}$.*^>{7} /ms.test(text)) throw fault("migrate/conflict-markers", { file });
  }
}

/** What is not committed yet would be mixed with the migration. */
function refuseDirty(tree: SourceTree, { edits }: Migration, { allowDirty }: MigrateRequest): void {
  const dirty = new Set(tree.git?.dirty.map(({ path }) => path) ?? []);
  const files = edits.map(({ path }) => path).filter((path) => dirty.has(path));
  if (files.length > 0 && !allowDirty) throw fault("migrate/files-dirty", { files: files.join(", ") });
}
