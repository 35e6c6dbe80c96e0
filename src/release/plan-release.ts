import { findForge } from "../forge/choose-forge.ts";
import type { Ports } from "../ports/ports.ts";
import { isError, type Finding } from "../findings/finding.ts";
import { strictVersion } from "../versioning/strict-version.ts";
import { bySettings } from "../check/inputs/version-order.ts";
import { decideRelease } from "./prepare-release.ts";
import { tagConflicts } from "./prove-release.ts";
import type { ReleaseRequest } from "./request.ts";
import type { ReleaseKind } from "./route.ts";

/** A release, told before it is made; no credentials were asked for. */
export interface PlannedRelease {
  readonly project: string;
  readonly version: string;
  readonly kind: ReleaseKind;
  readonly tag: string;
  readonly commit: string;
  /** What people call the index. */
  readonly index: string;
  /** What would stop it, as far as this machine knows. */
  readonly findings: readonly Finding[];
  readonly steps: readonly { readonly title: string; readonly reversible: boolean }[];
}

/** Tells what `release` would do. Throws what deciding throws. */
export async function planForReal(request: ReleaseRequest, ports: Ports): Promise<PlannedRelease> {
  const decided = await decideRelease(request, ports);
  const { tree, project, version, rehearsed, next, kind, tag, commit, target, remote, config } = decided;
  const forge = request.forge ? findForge(decided.forgeChoice) : null;
  const place =
    forge === null ? "" : `${forge.kind === "github" ? "GitHub" : "GitLab"} (${forge.place.path})`;
  const { gates, "sign-checksums": signer } = config.release;
  const attests = config.release.attestations !== "never" && target.dialect.attestations;
  const yes = (title: string): PlannedRelease["steps"][number] => ({ title, reversible: true });
  const no = (title: string): PlannedRelease["steps"][number] => ({ title, reversible: false });
  const { findings: told, facts } = await strictVersion(
    {
      tree,
      config,
      worktree: false,
      version: null,
      released: null,
      rehearsed,
      next,
      takesLocal: !target.dialect.isPyPI,
    },
    ports,
  );
  const judged = bySettings(told, config, ports);
  const conflicts = judged.some(isError) ? [] : (await tagConflicts(decided, null, ports)).findings;
  const findings = [...judged, ...conflicts];
  const steps = [
    yes("check that tag, push, repository host and index will accept the release"),
    yes(`rehearse ${commit.slice(0, 12)} completely, and keep the bytes`),
    ...(gates.length === 0
      ? []
      : [yes(gates.length === 1 ? "run the gate" : `run the ${gates.length} gates`)]),
    ...(attests ? [yes("attest every file, where a workflow's identity is there to sign with")] : []),
    ...(signer === "none" ? [] : [yes(`sign SHA256SUMS (${signer})`)]),
    yes(`tag ${commit.slice(0, 12)} as ${tag.name}`),
    ...(remote === null ? [] : [yes(`push the tag ${tag.name} to ${remote}`)]),
    ...(forge === null
      ? []
      : [yes(`draft the release ${tag.name} on ${place}`), yes("attach the files and SHA256SUMS")]),
    no(`upload the files to ${target.title}: their names are burnt for ever`),
    ...(config.release["verify-published"]
      ? [yes(`install the release from ${target.title} and try everything`)]
      : []),
    ...(forge === null ? [] : [no(`publish the release ${tag.name} on ${place}`)]),
    yes("seal the record"),
  ];
  // A local part that stops the release is part of the version that it would have.
  const isLocal = findings.some(({ rule }) => rule === "N011");
  const shown = isLocal ? (facts.version ?? version) : version;
  return { project, version: shown, kind, tag: tag.name, commit, index: target.title, steps, findings };
}
