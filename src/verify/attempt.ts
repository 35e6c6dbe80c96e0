import { isError, type Finding } from "../findings/finding.ts";
import { findingKey } from "./merge.ts";

/** Why a failure does not count. */
export type ExemptionKind =
  /** For another platform, for tests, vendored code or a host that is not installed. */
  | "elsewhere"
  /** It asks for an extra. */
  | "extra"
  /** It needs something that only some users have. */
  | "optional"
  /** Nobody meets it who installs, imports and runs the release as the metadata offers it; a warning may tell of it. */
  | "unmet"
  /** Nobody asked for exactly this: a program that answers an unknown `--help` with its usage, or waits. */
  | "unasked"
  /** What it rests on failed and is an attempt of its own. */
  | "consequence";

/** A stated reason for which a failure does not count: without one, every failure does. */
export interface Exemption {
  readonly kind: ExemptionKind;
  readonly reason: string;
}

/**
 * One thing that a trial tried, with the bare result: an installer's, a program's or the driver's. The verdict is
 * computed from these, never from what findings say of them.
 */
export interface Attempt {
  readonly kind: "install" | "module" | "entry-point" | "script" | "command";
  /** What was installed, imported or called. */
  readonly name: string;
  readonly ok: boolean;
  /** How it failed, in a few words; empty when it did not. */
  readonly detail: string;
  /** Of a failure: why it does not count; null: it counts. */
  readonly exemption: Exemption | null;
  /** The key of the finding that tells of it (see {@link findingKey}), or null. */
  readonly told: string | null;
}

/** An attempt that ended well. */
export function succeeded(kind: Attempt["kind"], name: string): Attempt {
  return { kind, name, ok: true, detail: "", exemption: null, told: null };
}

/** An attempt that failed, and that counts unless a reason is stated. */
export function failed(
  kind: Attempt["kind"],
  name: string,
  detail: string,
  more: { readonly exemption?: Exemption | null; readonly finding?: Finding | null } = {},
): Attempt {
  const { exemption = null, finding = null } = more;
  return { kind, name, ok: false, detail, exemption, told: finding === null ? null : findingKey(finding) };
}

/** True for a failure that no stated reason takes away. */
export function counts(attempt: Attempt): boolean {
  return !attempt.ok && attempt.exemption === null;
}

/** As bad as the worst of what was found and tried. */
export function outcomeOf(
  findings: readonly Finding[],
  attempts: readonly Attempt[],
): "ok" | "warned" | "failed" {
  if (findings.some(isError) || attempts.some(counts)) return "failed";
  return findings.some(({ severity }) => severity === "warning") ? "warned" : "ok";
}
