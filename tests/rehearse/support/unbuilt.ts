import type { Ports } from "../../../src/ports/ports.ts";
import { runStages } from "../../../src/engine/executor.ts";
import type { RunResult } from "../../../src/engine/run-result.ts";
import type { RunRequest } from "../../../src/engine/run-request.ts";
import { defineStage } from "../../../src/engine/stage.ts";
import { check, startSourceScan } from "../../../src/rehearse/stages/check.ts";
import { readTree } from "../../../src/rehearse/stages/read-tree.ts";
import { readyRenderer } from "../../../src/rehearse/stages/open-renderer.ts";
import { chooseVersion, judgeVersionStage } from "../../../src/rehearse/stages/version.ts";
import { findProjectPythons } from "../../../src/rehearse/stages/find-tools.ts";

/** In place of the build: the check goes on without what it would have made. */
const notBuilt = defineStage({
  id: "build",
  title: "build nothing",
  phase: "build",
  needs: ["request"],
  gives: ["distributions", "indexFacts"],
  run: async () => ({ blocked: "nothing is built here", findings: [] }),
});

/** The stages of a rehearsal that need no build. */
export async function unbuilt({
  ports,
  ...asked
}: { readonly ports: Ports } & Pick<RunRequest, "directory"> & Partial<RunRequest>): Promise<RunResult> {
  const opened: AsyncDisposable[] = [];
  const request = { worktree: false, allowNoGit: false, offline: true, ...asked };
  const stages = [
    readTree,
    notBuilt,
    chooseVersion,
    judgeVersionStage,
    findProjectPythons,
    readyRenderer,
    startSourceScan,
    check,
  ];
  const result = await runStages(stages, { request }, { ports, closeLater: (each) => opened.push(each) });
  for (const each of opened.toReversed()) await each[Symbol.asyncDispose]();
  return result;
}
