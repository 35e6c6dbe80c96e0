import { isMetadataCheap, METADATA_SECONDS, metadataVersion } from "../build/metadata-version.ts";
import { parseMetadata } from "../distribution/metadata/metadata.ts";
import { findForge } from "../forge/choose-forge.ts";
import { readConfig } from "../config/read-config.ts";
import type { Ports } from "../ports/ports.ts";
import { readIndexConfiguration } from "../toolbox/index-configuration.ts";
import { findInterpreter, type Interpreter } from "../toolbox/interpreter.ts";
import { readSourceTree } from "../tree/read-source-tree.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import type { Config } from "../config/schema.ts";
import { gateName } from "../verify/run-gates.ts";
import { fault } from "../findings/fault.ts";
import { isError } from "../findings/finding.ts";
import { gatherIndexFacts, projectNames, releasedVersions } from "../index-client/gather-index-facts.ts";
import { statedWithoutRunning } from "../versioning/project-version.ts";
import { rehearsedNote, rehearsedVersion } from "../versioning/rehearsed-version.ts";
import { strictVersion } from "../versioning/strict-version.ts";
import { bySettings } from "../check/inputs/version-order.ts";
import { planRelease, type PlanInput, type ReleasePlan } from "./plan.ts";
import type { RunRequest } from "../engine/run-request.ts";
import { withRequest } from "../rehearse/stages/read-tree.ts";

/** What `release` does besides building, verifying and uploading; without asking anybody. */
function releaseOf(
  tree: SourceTree,
  config: Config,
  { environment }: Pick<Ports, "environment">,
): NonNullable<PlanInput["release"]> {
  const { gates, remote, forge, repository, ...rest } = config.release;
  const found = findForge({
    forge,
    repository: repository ?? null,
    remote: tree.git?.remoteUrl ?? null,
    variables: environment.variables,
  });
  const host = found?.kind === "gitlab" ? "GitLab" : "GitHub";
  return {
    gates: gates.map(gateName),
    signs: rest["sign-checksums"] !== "none",
    remote: tree.git?.remoteUrl == null ? null : remote,
    forge: found === null ? null : `${host} (${found.place.path})`,
    verifiesPublished: rest["verify-published"],
  };
}

/**
 * Reads what deciding needs to know, and decides: the version in strict mode. A version that only the back-end knows
 * is asked of it. Throws `version/unknown`.
 */
export async function readPlan(request: RunRequest, ports: Ports): Promise<ReleasePlan> {
  const tree = await readSourceTree(request.directory, { allowNoGit: request.allowNoGit }, ports);
  const config = withRequest(readConfig(tree.pyproject), request);
  const indexes = await readIndexConfiguration(ports);
  const asksIndex = request.online === true && !request.offline;
  const facts = asksIndex
    ? await gatherIndexFacts(projectNames({ tree, distributions: [] }), ports, indexes)
    : undefined;
  const released = releasedVersions(facts ?? null, tree.project.name?.value ?? "");
  const { as, worktree } = request;
  const rehearsed = await rehearsedVersion({ tree, config, worktree, as, command: "plan" }, ports);
  if (rehearsed !== null) ports.events({ type: "note", level: "info", text: rehearsedNote(rehearsed) });
  const question = { tree, config, worktree, released, rehearsed };
  const strict = await strictVersion({ ...question, version: null }, ports);
  const specs = config.python.length === 0 ? [null] : config.python;
  const pythons = await Promise.all(
    specs.map((spec) => findInterpreter(spec, ports, { directory: request.directory })),
  );
  const [first] = pythons;
  if (first === undefined) throw new Error("no interpreter was asked for");
  const known = strict.facts.version ?? (await statedWithoutRunning(tree))?.text ?? null;
  const asks = known === null && isMetadataCheap(tree);
  const asked = asks ? await askBackend(first) : { version: known, name: null };
  const judged = asks ? await strictVersion({ ...question, version: asked.version }, ports) : strict;
  return planRelease({
    name: tree.project.name?.value ?? asked.name ?? "unknown",
    tag: strict.facts.template,
    findings: bySettings(judged.findings, config, ports),
    version: asked.version,
    backend: tree.backend.buildBackend,
    commit: request.worktree ? null : (tree.git?.head ?? null),
    tagsAtHead: tree.git?.tagsAtHead ?? [],
    target: config.target,
    ...(request.worktree || tree.git === null ? {} : { release: releaseOf(tree, config, ports) }),
    installers: config.installers,
    pythons: pythons.map((each) => each.version),
  });

  async function askBackend(
    python: Interpreter,
  ): Promise<{ readonly version: string; readonly name: string | null }> {
    const { version, metadata, findings } = await metadataVersion(
      {
        tree,
        ref: worktree || tree.git === null ? "worktree" : "head",
        python,
        timeoutSeconds: Math.min(config["build-timeout"], METADATA_SECONDS),
        indexes,
        offline: request.offline,
      },
      ports,
    );
    if (version !== null) return { version, name: metadata === null ? null : parseMetadata(metadata).name };
    const [problem] = findings;
    // What strict mode saw is the cause, and has the cure.
    const cause = strict.findings.find(isError);
    const told = cause === undefined ? problem?.message : `${cause.message}: ${cause.help}`;
    throw fault(
      "version/unknown",
      { reason: told ?? "the back-end names none" },
      { details: { ...problem?.details, findings: strict.findings } },
    );
  }
}
