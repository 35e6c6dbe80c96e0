import type { Ports } from "../../ports/ports.ts";
import { fault } from "../../findings/fault.ts";
import { carryOut, type CarriedOut } from "../../git/carry-out.ts";
import { gitRunner, type GitRunner } from "../../git/git-runner.ts";
import { followSiblings } from "../sibling-requirements.ts";
import type { FileEdit } from "../../text/file-edit.ts";
import type { Version } from "../../version/pep440.ts";
import { planBump, type BumpOptions, type BumpPlan } from "./plan-bump.ts";
import { readBump, type BumpQuestion, type BumpReading } from "./read-bump.ts";

/** A bump: what was read, what it comes to, and what was made of it. */
export interface Bump {
  readonly reading: BumpReading;
  /** Null when there is nothing to release. */
  readonly plan: BumpPlan | null;
  /** Null when nothing was carried out. */
  readonly made: CarriedOut | null;
}

const NO_CHANGES: BumpOptions["changelog"] = { edits: [], notes: [] };

/**
 * Decides the next version and, unless `dryRun`, carries the same actions out that a dry run shows. Throws
 * `version/bump-refused`, `version/tag-exists`, and what {@link planBump} and {@link carryOut} throw; then nothing has
 * changed.
 */
export async function bumpVersion(
  question: BumpQuestion &
    Omit<BumpOptions, "date" | "changelog" | "siblings"> & {
      readonly dryRun: boolean;
      /** What the release changes in the changelog; null: it stays as it is. */
      readonly changelog: ((version: Version, date: string) => Promise<BumpOptions["changelog"]>) | null;
    },
  ports: Ports,
): Promise<Bump> {
  const reading = await readBump(question, ports);
  const { decision } = reading;
  if (decision.kind === "nothing") return { reading, plan: null, made: null };
  if (decision.kind === "refused" && decision.taken !== undefined) {
    throw fault("version/tag-exists", decision.taken);
  }
  if (decision.kind === "refused") throw fault("version/bump-refused", { reason: decision.reason });
  const date = ports.clock.now().toISOString().slice(0, 10);
  const { version } = decision;
  const [changelog, siblings] = await Promise.all([
    question.changelog?.(version, date) ?? NO_CHANGES,
    followSiblings(reading.tree, version, reading.config.siblings),
  ]);
  const plan = planBump(reading, version, { ...question, date, changelog, siblings });
  const git = gitRunner(reading.root, ports);
  for (const action of plan.actions) {
    if (action.kind === "write-files") await refuseChanged(git, action.edits);
  }
  if (question.dryRun) return { reading, plan, made: null };
  return { reading, plan, made: await carryOut(reading.root, plan.actions, ports) };
}

/** The state that was read covers the project's own directory; its lock file may lie above it. */
async function refuseChanged(git: GitRunner, edits: readonly FileEdit[]): Promise<void> {
  const outside = edits.map((edit) => edit.path).filter((path) => path.startsWith("../"));
  if (outside.length === 0) return;
  const changed = await git.ask(
    "status",
    "--porcelain=v1",
    "-z",
    "--no-renames",
    "--untracked-files=no",
    "--",
    ...outside,
  );
  const files = changed
    .split("\0")
    .filter((line) => line !== "")
    .map((line) => line.slice(3));
  if (files.length > 0) throw fault("version/changed-file", { files: files.join(", ") });
}
