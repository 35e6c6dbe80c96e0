import { asFault } from "../findings/as-fault.ts";
import { readConfig } from "../config/read-config.ts";
import { gatherIndexFacts } from "../index-client/gather-index-facts.ts";
import type { Ports } from "../ports/ports.ts";
import { readIndexConfiguration } from "../toolbox/index-configuration.ts";
import { hiddenPlaces } from "../trust/hidden-places.ts";
import { treeClaims } from "../trust/tree-claims.ts";
import { readProject } from "../tree/read-project.ts";
import { isRequirementError, parseRequirement } from "../version/requirement.ts";
import { isValidName, normalizeName } from "../version/names.ts";
import { unknown, type DoctorLine } from "./line.ts";
import type { DoctorContext, Probe } from "./probe.ts";
import { withWorkflowsOnDisk } from "./workflows-on-disk.ts";
import { PROBES } from "./probes.ts";
import { requiredToBuild } from "./probes/build-requirements.ts";

/** What was found, in the order of the probes. */
export interface Examination {
  readonly project: string;
  readonly lines: readonly DoctorLine[];
}

/** Reads what the probes look at. */
export async function doctorContext(
  directory: string,
  offline: boolean,
  ports: Ports,
): Promise<DoctorContext> {
  const tree = await readProject(directory, { allowNoGit: true }, ports);
  const config = readConfig(tree.pyproject);
  const project = tree.project.name?.value ?? "";
  const indexes = await readIndexConfiguration(ports);
  const required = requiredToBuild(tree).flatMap((text) => {
    const requirement = parseRequirement(text);
    return isRequirementError(requirement) ? [] : [normalizeName(requirement.name)];
  });
  const names = isValidName(project) ? [normalizeName(project)] : [];
  const facts = offline ? null : ((await gatherIndexFacts(names, ports, indexes, required)) ?? null);
  const complete = await withWorkflowsOnDisk(tree, ports);
  const jobs = await treeClaims(complete, config.publish.publishers);
  const hidden = await hiddenPlaces(complete);
  return { directory, tree, config, project, jobs, hidden, indexes, facts, offline, ports };
}

/** Runs every probe; one that cannot look says why, and keeps no other from looking. */
export async function examine(
  directory: string,
  offline: boolean,
  ports: Ports,
  probes: readonly Probe[] = PROBES,
): Promise<Examination> {
  const context = await doctorContext(directory, offline, ports);
  const lines = await Promise.all(probes.map((probe) => runProbe(probe, context)));
  return { project: context.project, lines: lines.flat() };
}

async function runProbe(probe: Probe, context: DoctorContext): Promise<readonly DoctorLine[]> {
  try {
    return await probe.run(context);
  } catch (error) {
    const known = asFault(error);
    if (known === null || context.ports.signal.aborted) throw error;
    return [unknown(probe, known.message, known.remedy)];
  }
}
