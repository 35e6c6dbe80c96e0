import type { Journal } from "../../journal/journal.ts";
import type { ReleaseStep } from "../step.ts";

/** What a sealed record says of the whole. */
export interface SealedRelease {
  readonly project: string;
  readonly version: string;
  readonly tag: string | null;
  readonly commit: string | null;
  readonly index: string;
  /** sha256 by name: distributions and what was attached beside them. */
  readonly files: Readonly<Record<string, string>>;
}

/** Closes the journal with a summary; whoever has the last hash can tell whether anything before it was changed. */
export function sealStep(sealed: () => Promise<SealedRelease>, journal: Journal): ReleaseStep {
  return {
    id: "seal",
    title: "seal the record",
    phase: "internal",
    reversible: true,
    observe() {
      const there = journal.last("sealed");
      return Promise.resolve(
        there === undefined
          ? { state: "absent", detail: "it is open" }
          : { state: "done", detail: `sealed as ${there.hash.slice(0, 16)}`, proof: { sealed: there.hash } },
      );
    },
    async act() {
      await journal.append("sealed", { ...(await sealed()) });
      return [];
    },
  };
}
