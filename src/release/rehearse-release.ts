import type { ReleaseValues } from "../engine/release-values.ts";
import type { RunReport } from "../engine/report.ts";
import type { RunRequest } from "../engine/run-request.ts";
import type { PlannedStep } from "../engine/steps/step.ts";
import { Fault } from "../findings/fault.ts";
import type { Ports } from "../ports/ports.ts";
import { findProvider } from "../publish/identity/providers.ts";
import { rehearse } from "../rehearse/rehearse.ts";
import { projectTags } from "../versioning/tags/project-tags.ts";
import { decideRelease } from "./decide-release.ts";
import { stepsOf } from "./plan-release.ts";

/** What `release` does when nobody says otherwise. */
const USUAL = { index: null, auth: "auto", allowDev: false, forge: true, push: true } as const;

/** Rehearses the release of a project, and tells the steps that the release itself will have. */
export function rehearseRelease(request: RunRequest, ports: Ports, output?: string): Promise<RunReport> {
  return rehearse(request, ports, output, async (values, told) => ({
    steps: await stepsOfRehearsed(values, told),
  }));
}

/** Decided from what the rehearsal made: its version is the one in the metadata. */
async function stepsOfRehearsed(
  { tree, config, distributions, rehearsed = null }: Partial<ReleaseValues>,
  ports: Ports,
): Promise<readonly PlannedStep[]> {
  const metadata = distributions?.find((each) => each.metadata !== null)?.metadata;
  const git = tree?.git ?? null;
  if (tree === undefined || config === undefined || git === null || metadata == null) return [];
  const project = tree.project.name?.value ?? metadata.name;
  const { variables } = ports.environment;
  const hasIdentity = findProvider(ports) !== null;
  const tags = await projectTags(tree, config, ports);
  const facts = { tree, git, config, project, versionText: metadata.version, rehearsed, tags };
  try {
    const { release } = decideRelease({ ...facts, variables, hasIdentity }, USUAL);
    return release === null ? [] : stepsOf(release);
  } catch (error) {
    // A version that goes nowhere has no release; `plan` says why.
    if (error instanceof Fault) return [];
    throw error;
  }
}
