import type { Finding } from "../../findings/finding.ts";
import type { helpFor } from "../imports/import-help.ts";
import type { PreparedEnvironment, ScriptExpectation, VerifyRequest } from "../request.ts";
import type { SmokePlace } from "./smoke-environment.ts";

/** Everything that a run of one script needs. */
export interface ScriptRun {
  readonly name: string;
  /** The table of the settings that says how it is to be called; null: there is none for it. */
  readonly table: string | null;
  readonly expectation: ScriptExpectation;
  readonly environment: PreparedEnvironment;
  readonly place: SmokePlace;
  readonly request: VerifyRequest;
  readonly context: Parameters<typeof helpFor>[2];
}

/** What a run means; `not-tried`: this machine lacks what the program is for. */
export type JudgedRun =
  | { readonly kind: "ok" }
  | { readonly kind: "not-tried"; readonly reason: string }
  | { readonly kind: "finding"; readonly finding: Finding };
