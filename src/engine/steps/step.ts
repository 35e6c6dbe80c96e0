import type { Finding } from "../../findings/finding.ts";
import type { Phase } from "../../findings/phase.ts";

/** What the world says of a step: nobody's memory counts, only what can be seen. */
export type Observation =
  /** It is done; `proof` is what was seen (digests, object ids, addresses) and goes into the journal. */
  | { readonly state: "done"; readonly detail: string; readonly proof: Readonly<Record<string, unknown>> }
  /** It is to be done, wholly or in part. */
  | { readonly state: "absent"; readonly detail: string }
  /** It was done and shows nowhere yet (an index that lags): wait, do not do it again. */
  | { readonly state: "pending"; readonly detail: string; readonly waitSeconds: number }
  /** Something else is in its place: no repetition cures that. */
  | { readonly state: "conflict"; readonly findings: readonly Finding[] };

/**
 * One step of a real release. `act` may be called any number of times: whatever it finds done already it leaves, so
 * that a run that was ended anywhere converges when it is started again.
 */
export interface ReleaseStep {
  readonly id: string;
  /** In the imperative: what is done, and to what. */
  readonly title: string;
  readonly phase: Phase;
  /** False: cannot be undone once it happened. */
  readonly reversible: boolean;
  /** Seconds that it may take until what was done shows. Default: two minutes. */
  readonly patience?: number;
  /** Reads only. */
  readonly observe: () => Promise<Observation>;
  /** Does what is absent. Throws faults; a defect that it meets is told by the next observation, or returned. */
  readonly act: () => Promise<readonly Finding[]>;
}
