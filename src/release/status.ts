import { isFileOf } from "../distribution/file-names.ts";
import { isSealedWithoutFiles, sealedWithout } from "../announce/forge-steps.ts";
import { findForge } from "../forge/choose-forge.ts";
import { forgeOf } from "../forge/forge-of.ts";
import { FORGE_TITLES, type Forge } from "../forge/forge.ts";
import type { Ports } from "../ports/ports.ts";
import type { FrozenFile } from "../publish/frozen-file.ts";
import { detectIndex } from "../publish/detect-index.ts";
import { releaseLook } from "../publish/release-look.ts";
import { Fault } from "../findings/fault.ts";
import { isError, type Finding } from "../findings/finding.ts";
import { gitRunner } from "../git/git-runner.ts";
import type { JournalEntry } from "../engine/journal/chain.ts";
import type { DecidedRelease } from "./decide-release.ts";
import { planRelease, type PlannedReleaseStep } from "./plan-release.ts";
import { planOfRelease, type ReleasePlan } from "./read-plan.ts";
import { journalOf, stepsDone } from "./state/release-journal.ts";
import type { ReleaseRequest } from "./request.ts";
import type { Observation } from "../engine/steps/step.ts";
import { pushTagAction, tagAction } from "./steps/tag.ts";

/** One place where a release shows. */
export interface PlaceStatus {
  readonly place: "tag" | "remote" | "index" | "forge" | "record";
  readonly title: string;
  /** `unknown`: it could not be asked, and why is in `detail`. */
  readonly state: "done" | "partly" | "absent" | "conflict" | "unknown";
  readonly detail: string;
}

/** What of a release is done, what is missing, and the command to type next. */
export interface ReleaseStatus {
  readonly project: string;
  /** Null where the tool that makes it of the tags cannot. */
  readonly version: string | null;
  readonly commit: string;
  readonly places: readonly PlaceStatus[];
  /** The steps of the release, as `plan` has them. */
  readonly steps: readonly PlannedReleaseStep[];
  /** What would stop it, as `plan` has it. */
  readonly findings: readonly Finding[];
  /** What would stop it whatever is found. */
  readonly obstacles: readonly Fault[];
  readonly complete: boolean;
  /** A command, or what a person has to decide. */
  readonly next: string;
  /** What was decided, begun and proved so far. */
  readonly journal: readonly JournalEntry[];
}

/**
 * Looks at tag, remote, index and forge, and judges the release as `plan` does; changes nothing and needs no credentials
 * for what is public.
 */
export async function releaseStatus(request: ReleaseRequest, ports: Ports): Promise<ReleaseStatus> {
  const { plan, release: decided } = await planOfRelease(request, ports);
  const { project, version, commit, findings, obstacles } = plan;
  const planned = { project, version, commit, findings, obstacles };
  if (decided === null) {
    const next = nextCommand([], plan, false);
    return { ...planned, places: [], steps: [], complete: false, next, journal: [] };
  }
  const entries = await journalOf(decided, ports);
  const target = await detectIndex(decided.target, ports);
  const git = gitRunner(decided.tree.root, ports);
  const { remote, tag } = decided;
  const places = await Promise.all([
    ...(tag === null ? [] : [place("tag", `tag ${tag.name}`, () => tagAction(tag, git).observe())]),
    ...(tag === null || remote === null
      ? []
      : [place("remote", `tag ${tag.name} on ${remote}`, () => pushTagAction(tag, remote, git).observe())]),
    indexPlace(decided, entries, target, ports),
    ...forgePlace(decided, request, ports),
  ]);
  const sealed = entries.some((entry) => entry.type === "sealed");
  const record: PlaceStatus = {
    place: "record",
    title: "record",
    state: sealed ? "done" : entries.length > 0 ? "partly" : "absent",
    detail: sealed
      ? "sealed"
      : entries.length > 0
        ? `${entries.length} entries, open`
        : "no release was started here",
  };
  const all = [...places, record];
  const complete = all.every((each) => each.state === "done");
  return {
    ...planned,
    places: all,
    steps: planRelease({ ...decided, target }, doneBy(all, stepsDone(entries, commit))),
    complete,
    next: nextCommand(all, plan, complete),
    journal: entries,
  };
}

/** The steps whose outcome a place shows; the journal knows the others. */
const SHOWN: Readonly<Record<PlaceStatus["place"], readonly string[]>> = {
  tag: ["tag"],
  remote: ["push-tag"],
  index: ["upload"],
  forge: ["draft", "assets", "announce"],
  record: ["seal"],
};

/** What is seen counts, whatever the journal says of it. */
function doneBy(places: readonly PlaceStatus[], journalled: readonly string[]): ReadonlySet<string> {
  const hidden = new Set(
    places.filter(({ state }) => state !== "unknown").flatMap((each) => SHOWN[each.place]),
  );
  const seen = places.flatMap((each) => (each.state === "done" ? SHOWN[each.place] : []));
  return new Set([...journalled.filter((id) => !hidden.has(id)), ...seen]);
}

async function place(
  name: PlaceStatus["place"],
  title: string,
  observe: () => Promise<Observation>,
): Promise<PlaceStatus> {
  try {
    const seen = await observe();
    if (seen.state === "conflict") {
      return { place: name, title, state: "conflict", detail: seen.findings[0]?.message ?? "" };
    }
    return { place: name, title, state: seen.state === "done" ? "done" : "absent", detail: seen.detail };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { place: name, title, state: "unknown", detail: error.message };
  }
}

async function indexPlace(
  { project, version }: Pick<DecidedRelease, "project" | "version">,
  entries: readonly JournalEntry[],
  target: DecidedRelease["target"],
  ports: Ports,
): Promise<PlaceStatus> {
  const title = `files on ${target.title}`;
  const frozen = entries.findLast((entry) => entry.type === "frozen")?.data["files"] as
    | readonly FrozenFile[]
    | undefined;
  try {
    const remote = await releaseLook(target, null, { project, version }, ports)();
    if (remote.state === "unreadable") {
      return { place: "index", title, state: "unknown", detail: `could not be read: ${remote.reason}` };
    }
    const there = [...remote.files.values()].filter((file) => isFileOf(file.fileName, version));
    const names = there.map((file) => file.fileName).join(", ");
    if (there.length === 0) return { place: "index", title, state: "absent", detail: "none of this version" };
    if (frozen === undefined) return { place: "index", title, state: "done", detail: names };
    const wrong = frozen.filter((file) => {
      const sha256 = remote.files.get(file.fileName)?.sha256;
      return sha256 !== undefined && sha256 !== "" && sha256 !== file.sha256;
    });
    if (wrong.length > 0) {
      const detail = `not our file: ${wrong.map((file) => file.fileName).join(", ")}`;
      return { place: "index", title, state: "conflict", detail };
    }
    const unproven = frozen.find((file) => remote.unhashed.has(file.fileName));
    if (unproven !== undefined) {
      const detail = `no digest of ${unproven.fileName}: ${remote.unhashed.get(unproven.fileName)?.reason}`;
      return { place: "index", title, state: "unknown", detail };
    }
    const missing = frozen.filter((file) => !remote.files.has(file.fileName)).map((file) => file.fileName);
    return missing.length === 0
      ? { place: "index", title, state: "done", detail: `all ${frozen.length}, with our digests` }
      : { place: "index", title, state: "partly", detail: `missing: ${missing.join(", ")}` };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { place: "index", title, state: "unknown", detail: error.message };
  }
}

function forgePlace(
  { forgeChoice, tag }: DecidedRelease,
  request: ReleaseRequest,
  ports: Ports,
): readonly Promise<PlaceStatus>[] {
  const found = request.forge ? findForge(forgeChoice) : null;
  if (found === null || tag === null) return [];
  const title = `release ${tag.name} on ${FORGE_TITLES[found.kind]}`;
  return [
    place("forge", title, async () => {
      const forge: Forge | null = await forgeOf(forgeChoice, ports);
      const there = (await forge?.find(tag.name)) ?? null;
      if (there === null) return { state: "absent", detail: "there is none" };
      if (forge !== null && isSealedWithoutFiles(there)) {
        return { state: "conflict", findings: [sealedWithout(tag.name, [], forge)] };
      }
      return there.draft
        ? { state: "absent", detail: `a draft with ${there.assets.length} files` }
        : { state: "done", detail: `published: ${there.url}`, proof: {} };
    }),
  ];
}

function nextCommand(
  places: readonly PlaceStatus[],
  { findings, obstacles }: Pick<ReleasePlan, "findings" | "obstacles">,
  complete: boolean,
): string {
  if (complete) return "nothing: the release is complete";
  const conflict = places.find((each) => each.state === "conflict");
  if (conflict?.place === "forge")
    return "shipwheel release --no-forge, or shipwheel version bump for a new version";
  if (conflict !== undefined) return `shipwheel version bump, because of a conflict: ${conflict.title}`;
  const first = findings.find(isError)?.rule ?? obstacles[0]?.code;
  if (first !== undefined) return `resolve ${first}, then: shipwheel plan`;
  const unknown = places.find((each) => each.state === "unknown");
  const begun = places.some((each) => each.state === "done" || each.state === "partly");
  if (begun) return "shipwheel release";
  return unknown === undefined ? "shipwheel rehearse, then shipwheel release" : "shipwheel rehearse";
}
