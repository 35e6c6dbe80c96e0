import { checkPaths } from "../../check/inputs/check-paths.ts";
import { judge } from "../../engine/verdict.ts";
import type { Finding } from "../../findings/finding.ts";
import type { Ports } from "../../ports/ports.ts";
import { verifyStages } from "../../rehearse/stages.ts";
import type { ReleaseMaterial } from "../material.ts";
import { tryFiles } from "./try-files.ts";

/**
 * Judges files that another machine built as a rehearsal judges its own: by the rules of the index that they go to, beside
 * the tree that they claim to be made of, and by installing them.
 */
export async function judgeRestored(
  paths: readonly string[],
  { release, request }: Pick<ReleaseMaterial, "release" | "request">,
  ports: Ports,
): Promise<readonly Finding[]> {
  const { run } = request;
  const checked = await checkPaths(
    {
      paths: [release.tree.root, ...paths],
      allowNoGit: true,
      select: [],
      ignore: [],
      target: run.target,
      plugins: run.plugins === true,
      offline: run.offline,
    },
    ports,
  );
  const verdict = judge(checked.findings, []);
  if (!verdict.green) return verdict.findings;
  return (await tryFiles(verifyStages, { ...run, distributions: paths }, ports)).verdict.findings;
}
