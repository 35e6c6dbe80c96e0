import type { Ports } from "../ports/ports.ts";
import { refusedLinks } from "../build/export/refused-links.ts";
import { detectIndex } from "../publish/detect-index.ts";
import { remoteProject } from "../publish/remote-project.ts";
import { Fault } from "../findings/fault.ts";
import { isError, type Finding } from "../findings/finding.ts";
import { decideRelease, type DecidedRelease } from "./decide-release.ts";
import { judgeRelease, judgeVersion } from "./judge-release.ts";
import { planRelease, type PlannedReleaseStep } from "./plan-release.ts";
import { readRelease } from "./read-release.ts";
import { journalOf, stepsDone } from "./state/release-journal.ts";
import { notesFromChangelog } from "./release-text.ts";
import type { ReleaseRequest } from "./request.ts";
import type { ReleaseKind } from "./route.ts";
import { LOCAL_VERSION } from "../versioning/version-rules.ts";

/** A release, told before it is made; no credentials were asked for. */
export interface ReleasePlan {
  readonly project: string;
  /** Null where the tool that makes it of the tags cannot. */
  readonly version: string | null;
  /** Null for a version that is none: nothing else can be decided then. */
  readonly kind: ReleaseKind | null;
  readonly tag: string | null;
  readonly commit: string;
  /** What people call the index. */
  readonly index: string | null;
  readonly steps: readonly PlannedReleaseStep[];
  /** What would stop it, as far as this machine knows; with `online` the index and the remote, too. */
  readonly findings: readonly Finding[];
  /** What would stop it whatever is found. */
  readonly obstacles: readonly Fault[];
}

/** A plan with the decision that it shows, for whoever looks further; null for a version that is none. */
export interface PlanOfRelease {
  readonly plan: ReleasePlan;
  readonly release: DecidedRelease | null;
}

/** Tells what `release` would do, and what would stop it. Throws what deciding throws. */
export async function readPlan(request: ReleaseRequest, ports: Ports): Promise<ReleasePlan> {
  return (await planOfRelease(request, ports)).plan;
}

/** The same, with the decision. */
export async function planOfRelease(request: ReleaseRequest, ports: Ports): Promise<PlanOfRelease> {
  const facts = await readRelease(request, ports);
  const { release: decided, obstacles } = decideRelease(facts, request);
  const { project, versionText, git, strict, baseline, tree } = facts;
  const links = refusedLinks({ leavingLinks: await tree.leavingLinks() }, "nothing can be built");
  if (decided === null) {
    const findings = [...(await judgeVersion(facts, false, null, ports)), ...links];
    const nothing = { kind: null, tag: null, index: null, steps: [] };
    const version = versionText instanceof Fault ? null : versionText;
    return {
      plan: { project, version, commit: git.head, ...nothing, findings, obstacles },
      release: null,
    };
  }
  const isOnline = request.run.online === true && !request.run.offline;
  const release = isOnline ? { ...decided, target: await detectIndex(decided.target, ports) } : decided;
  const [judgement, notes, entries] = await Promise.all([
    judged({ ...release, strict, baseline }, isOnline, ports),
    notesFromChangelog(release, baseline, ports),
    journalOf(release, ports),
  ]);
  const { findings, isTagged, isPushed } = judgement;
  const done = new Set([
    ...stepsDone(entries, release.commit),
    ...(isTagged ? ["tag"] : []),
    ...(isPushed ? ["push-tag"] : []),
  ]);
  const plan: ReleasePlan = {
    project,
    // A local part that stops the release is part of the version that it would have.
    version: findings.some(({ rule }) => rule === LOCAL_VERSION.name.code)
      ? release.versionText
      : release.version,
    kind: release.kind,
    tag: release.tag?.name ?? null,
    commit: release.commit,
    index: release.target.title,
    steps: planRelease(release, done),
    findings: [...findings, ...links, ...(findings.some(isError) ? [] : notes.findings)],
    obstacles,
  };
  return { plan, release };
}

async function judged(
  release: Parameters<typeof judgeRelease>[0],
  isOnline: boolean,
  ports: Ports,
): ReturnType<typeof judgeRelease> {
  if (!isOnline) return judgeRelease(release, { project: null, remote: null }, ports);
  const project = await remoteProject(release.target, null, release.project, ports);
  return judgeRelease(release, { project, remote: release.remote }, ports);
}
