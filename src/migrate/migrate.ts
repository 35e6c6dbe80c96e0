import { isUtf8 } from "node:buffer";
import { join } from "node:path";
import { fault, type Fault } from "../findings/fault.ts";
import type { Ports } from "../ports/ports.ts";
import { readSourceTree } from "../tree/read-source-tree.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { headline, type Migration } from "./migration.ts";
import { planMigration, type PlanRequest } from "./plan-migration.ts";
import type { Refusal } from "./model/remarks.ts";
import type { Proof, ProofSettings, Prover } from "./prove/prove-migration.ts";
import type { ScmReading } from "./scm/apply-scm.ts";
import { sourceFor, SOURCE_TITLES } from "./sources/registry.ts";
import { AUTO_ORDER } from "./targets/registry.ts";
import { compareVersions, parseVersion } from "../version/pep440.ts";
import { writeOnBranch } from "./write/commit-on-branch.ts";
import { recover } from "./write/undo-migration.ts";
import { refuseUnwritable, writeMigration } from "./write/write-migration.ts";

/** What is asked for. */
export interface MigrateRequest extends PlanRequest, ProofSettings {
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
  await refuseUnreadable(request.directory, ports);
  const tree = await readSourceTree(request.directory, { allowNoGit: true, allowNoProject: true }, ports);
  const source = sourceFor(tree);
  if (source === null) throw noSource(tree, request.directory);
  const read = await source.read(tree, ports);
  const reading = request.scm
    ? await (await import("./scm/apply-scm.ts")).applyScm(tree, read, request.versionFile, ports)
    : { ...read, edits: [], tags: [], stated: null };
  const isProven = request.prove || request.write;
  // A preview loads nothing that builds.
  const { proverOf } = isProven ? await import("./prove/prove-migration.ts") : { proverOf: null };
  await using prover = proverOf === null ? null : proverOf(tree, source.id !== "bare", request, ports);
  const { migration: chosen, proof } = await firstThatHolds(tree, source.id, reading, request, prover, ports);
  const migration = await withVersionNow(tree, chosen, ports);
  const written = request.write && proof?.holds === true;
  if (written) await write(migration, request, ports);
  return { migration, proof, written, recovered };
}

function noSource({ backend, pyproject }: SourceTree, directory: string): Fault {
  const known = new Intl.ListFormat("en", { type: "disjunction" }).format(SOURCE_TITLES);
  return pyproject?.get(["build-system"]) === undefined || backend.id === "setuptools"
    ? fault("migrate/no-source", { directory })
    : fault("migrate/other-backend", { backend: backend.buildBackend, known });
}

/** What the tags make of this commit; a lower version than before would be no update for anybody. */
async function withVersionNow(tree: SourceTree, migration: Migration, ports: Ports): Promise<Migration> {
  const { versionNow } = migration;
  if (versionNow === null) return migration;
  const { versionAtHead } = await import("./scm/version-at-head.ts");
  const after = await versionAtHead(tree, migration, ports);
  const [was, is] = [parseVersion(versionNow.before), after === null ? null : parseVersion(after)];
  const isLower = was !== null && is !== null && compareVersions(is, was) < 0;
  const note = `this commit is ${after ?? ""} by its tags, below ${versionNow.before}, which it stated: tag the release before you build the next one`;
  return {
    ...migration,
    versionNow: { ...versionNow, after },
    notes: isLower ? [...migration.notes, note] : migration.notes,
  };
}

/** A migration, and its proof where one was asked for and possible. */
type Tried = Pick<MigrateResult, "migration" | "proof">;

/** With `auto` the next target is tried when one cannot express the project, or when its proof shows a defect. */
async function firstThatHolds(
  tree: SourceTree,
  source: string,
  reading: ScmReading,
  request: MigrateRequest,
  prover: Prover | null,
  ports: Ports,
): Promise<Tried> {
  const tried: Tried[] = [];
  for (const to of request.to === "auto" ? AUTO_ORDER : [request.to]) {
    const planned = await planMigration(tree, source, reading, { ...request, to });
    const migration = withReasons(planned, tried);
    const isBlocked = migration.refusals.length > 0;
    if (!isBlocked && (migration.edits.length === 0 || prover === null)) return { migration, proof: null };
    if (!isBlocked && request.write) {
      refuseDirty(tree, migration, request);
      await refuseUnwritable(request.directory, migration.edits, ports);
    }
    const proof = isBlocked || prover === null ? null : await prover.prove(migration);
    if (proof?.holds === true) return { migration, proof };
    tried.push({ migration, proof });
  }
  const [first] = tried.toSorted((a, b) => defectsOf(a) - defectsOf(b));
  if (first === undefined) throw new Error(`no such target: ${request.to}`);
  return { ...first, migration: { ...first.migration, refusals: obstacles(first, tried) } };
}

/** Of all targets, when none can express the project: to name another one would lead in a circle. */
function obstacles(first: Tried, tried: readonly Tried[]): readonly Refusal[] {
  const isInVain = tried.length > 1 && tried.every(({ migration }) => migration.refusals.length > 0);
  const all = isInVain ? tried.flatMap(({ migration }) => migration.refusals) : first.migration.refusals;
  const byText = new Map(all.map((each) => [`${each.subject}: ${each.message}`, each]));
  return [...byText.values()].map(({ subject, message, help, elsewhere }) => ({
    subject,
    message,
    help: elsewhere === undefined || isInVain ? help : `${elsewhere}, or ${help}`,
  }));
}

/** One that cannot be proven at all is the last choice. */
function defectsOf({ proof }: Tried): number {
  return proof?.differences.filter(({ verdict }) => verdict === "defect").length ?? Number.MAX_SAFE_INTEGER;
}

/** Why it is not the first choice of `auto`. */
function withReasons(migration: Migration, tried: readonly Tried[]): Migration {
  const reasons = tried.map(({ migration: { target, refusals }, proof }) => {
    const defects = proof?.differences.filter(({ verdict }) => verdict === "defect") ?? [];
    const named = defects.map(({ code, subject }) => `its build differs in ${code}:${subject}`);
    const [first = "", ...others] = [...refusals.map(({ message }) => message), ...named];
    return `not ${target}: ${first}${others.length > 0 ? `, and ${others.length} more` : ""}`;
  });
  return { ...migration, notes: [...reasons, ...migration.notes] };
}

async function write(
  migration: Migration,
  { directory, branch }: MigrateRequest,
  ports: Ports,
): Promise<void> {
  const { edits } = migration;
  if (branch === null) return writeMigration(directory, edits, ports);
  const subject = `build: migrate ${headline(migration)}`;
  return writeOnBranch(directory, edits, { name: branch, subject }, ports);
}

/** A file in the middle of a merge says two things at once; of one in another encoding nobody knows what it says. */
async function refuseUnreadable(directory: string, { files }: Pick<Ports, "files">): Promise<void> {
  for (const file of ["pyproject.toml", "setup.cfg", "setup.py"]) {
    const bytes = Buffer.from(await files.read(join(directory, file)).catch(() => Buffer.alloc(0)));
    if (/^<{7} .*^={7}\r?$.*^>{7} /ms.test(bytes.toString("latin1")))
      throw fault("migrate/conflict-markers", { file });
    // Python reads the encoding of setup.py from its first lines.
    if (file !== "setup.cfg" || isUtf8(bytes)) continue;
    const text = bytes.toString("utf8");
    const line = text.slice(0, text.indexOf("\ufffd")).split("\n").length;
    throw fault("migrate/not-utf8", { file, line: String(line) });
  }
}

/** What is not committed yet would be mixed with the migration. */
function refuseDirty(tree: SourceTree, { edits }: Migration, { allowDirty }: MigrateRequest): void {
  const dirty = new Set(tree.git?.dirty.map(({ path }) => path) ?? []);
  const files = edits.map(({ path }) => path).filter((path) => dirty.has(path));
  if (files.length > 0 && !allowDirty) throw fault("migrate/files-dirty", { files: files.join(", ") });
}
