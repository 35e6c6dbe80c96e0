import type { SourceTree } from "../tree/source-tree.ts";
import { GATE_KINDS } from "./registry.ts";

/** A check that the project has, and could make its releases depend on. */
export interface DetectedGate {
  /** The id of its kind. */
  readonly kind: string;
  /** What shows it: a file, or a table of one. */
  readonly evidence: string;
  /** What `[tool.shipwheel.gates]` gets for it. */
  readonly proposal: true | Readonly<Record<string, boolean>>;
}

/**
 * The checks that a project's own configuration names, without those that run the same ones again. They are proposed
 * and never run unasked: see `docs/decisions/0029-gates-are-configured.md`.
 */
export async function detectGates(tree: SourceTree): Promise<readonly DetectedGate[]> {
  const found = await Promise.all(
    GATE_KINDS.map(async (kind) => ({ kind, evidence: await kind.detect(tree) })),
  );
  const present = new Set(found.flatMap(({ kind, evidence }) => (evidence === null ? [] : [kind.id])));
  return found.flatMap(({ kind, evidence }) =>
    evidence === null || kind.coveredBy.some((id) => present.has(id))
      ? []
      : [{ kind: kind.id, evidence, proposal: kind.proposal ?? true }],
  );
}
