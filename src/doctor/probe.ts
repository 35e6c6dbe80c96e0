import type { Config } from "../config/schema.ts";
import type { IndexFacts } from "../index-client/index-facts.ts";
import type { Ports } from "../ports/ports.ts";
import type { IndexConfiguration } from "../toolbox/index-configuration.ts";
import type { HiddenPlace } from "../trust/hidden-places.ts";
import type { JobClaims } from "../trust/job-claims.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import type { DoctorLine } from "./line.ts";

/** What probes look at, read once. */
export interface DoctorContext {
  readonly directory: string;
  readonly tree: SourceTree;
  readonly config: Config;
  /** The project's name; empty when it states none. */
  readonly project: string;
  readonly jobs: readonly JobClaims[];
  /** Where jobs may publish that cannot be seen. */
  readonly hidden: readonly HiddenPlace[];
  readonly indexes: IndexConfiguration;
  /** What the user's own index says; null: offline, or no answer. */
  readonly facts: IndexFacts | null;
  readonly offline: boolean;
  readonly ports: Ports;
}

/** One thing that is looked at: one file, one line in `probes.ts`. Throws only a Fault, which is told as unknown. */
export interface Probe {
  readonly id: string;
  readonly title: string;
  run(context: DoctorContext): Promise<readonly DoctorLine[]>;
}

/** Gives a probe its type. */
export function defineProbe(probe: Probe): Probe {
  return probe;
}
