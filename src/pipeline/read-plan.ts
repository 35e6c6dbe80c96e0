import { metadataVersion } from "../build/metadata-version.ts";
import { parseMetadata } from "../dist/metadata.ts";
import { readConfig } from "../config/read-config.ts";
import type { Ports } from "../ports/ports.ts";
import { readIndexConfiguration } from "../toolbox/index-configuration.ts";
import { findInterpreter } from "../toolbox/interpreter.ts";
import { readSourceTree } from "../tree/read-source-tree.ts";
import { fault } from "../values/fault.ts";
import { planRelease, type ReleasePlan } from "./plan.ts";
import type { RunRequest } from "./request.ts";
import { withRequest } from "./stages/read-tree.ts";

/** Reads what deciding needs to know, and decides. A version that only the back-end knows is asked of it. */
export async function readPlan(request: RunRequest, ports: Ports): Promise<ReleasePlan> {
  const tree = await readSourceTree(request.directory, { allowNoGit: request.allowNoGit }, ports);
  const config = withRequest(readConfig(tree.pyproject), request);
  const specs = config.python.length === 0 ? [null] : config.python;
  const pythons = await Promise.all(
    specs.map((spec) => findInterpreter(spec, ports, { directory: request.directory })),
  );
  const [first] = pythons;
  if (first === undefined) throw new Error("no interpreter was asked for");
  const asked = await metadataVersion(
    {
      tree,
      ref: request.worktree || tree.git === null ? "worktree" : "head",
      python: first,
      timeoutSeconds: config["build-timeout"],
      indexes: await readIndexConfiguration(ports),
      offline: request.offline,
    },
    ports,
  );
  const [problem] = asked.findings;
  if (asked.version === null) {
    throw fault(
      "version/unknown",
      { reason: problem?.message ?? "the back-end names none" },
      { details: { ...problem?.details } },
    );
  }
  const named = asked.metadata === null ? undefined : parseMetadata(asked.metadata).name;
  return planRelease({
    name: tree.project.name?.value ?? named ?? "unknown",
    version: asked.version,
    backend: tree.backend.buildBackend,
    commit: request.worktree ? null : (tree.git?.head ?? null),
    tagsAtHead: tree.git?.tagsAtHead ?? [],
    target: config.target,
    installers: config.installers,
    pythons: pythons.map((each) => each.version),
  });
}
