import type { RefusalReason } from "../../findings/refusal-reason.ts";

/** One "no" of the index: HTTP status, PyPI's words, and the stable id behind them. */
export interface Refusal {
  readonly status: number;
  readonly reason: RefusalReason;
  /** PyPI's own words, without the status. */
  readonly message: string;
}

/** A refusal with status 400, the usual one. */
export function refuse(reason: RefusalReason, message: string, status = 400): Refusal {
  return { status, reason, message };
}

/** A test that an upload has to pass; the lists of `order.ts` hold them in PyPI's order. */
export type AcceptanceRule<Facts> = (facts: Facts) => Refusal | null | Promise<Refusal | null>;

/** The first refusal of a list of rules, which is the only one that PyPI utters. */
export async function firstRefusal<Facts>(
  rules: readonly AcceptanceRule<Facts>[],
  facts: Facts,
): Promise<Refusal | null> {
  for (const rule of rules) {
    const refusal = await rule(facts);
    if (refusal !== null) return refusal;
  }
  return null;
}
