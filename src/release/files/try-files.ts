import { runStages } from "../../engine/executor.ts";
import type { RunRequest } from "../../engine/run-request.ts";
import { settle } from "../../engine/settle.ts";
import type { Stage } from "../../engine/stage.ts";
import { judge, type Verdict } from "../../engine/verdict.ts";
import type { Ports } from "../../ports/ports.ts";

/** What came of installing files, and how many trials that were. */
export interface TriedFiles {
  readonly verdict: Verdict;
  readonly trials: number;
}

/** Installs files by real installers. Throws the first fault. */
export async function tryFiles(
  stages: readonly Stage[],
  request: RunRequest,
  ports: Ports,
): Promise<TriedFiles> {
  const resources: AsyncDisposable[] = [];
  try {
    const closeLater = (resource: AsyncDisposable): void => void resources.push(resource);
    const ended = await runStages(stages, { request }, { ports, closeLater });
    const [failure] = ended.faults;
    if (failure !== undefined) throw failure;
    const kept = settle(ended, ports.clock.now());
    const verdict = judge(kept.findings, ended.faults, kept.outcomes);
    return { verdict, trials: ended.values.verified?.trials.length ?? 0 };
  } finally {
    for (const resource of resources.reverse()) await resource[Symbol.asyncDispose]();
  }
}
