import { higherLevel, type Level } from "../versioning/bump/level.ts";
import { largestFirst, type Change, type FileChange } from "./change.ts";
import type { Comparison } from "./difference.ts";
import { compareWheels, filesOf, type FileFacts } from "./distributions.ts";
import { compareMetadata } from "./metadata.ts";
import { judgeComparisons } from "./judge-changes.ts";
import { moduleChanges } from "./modules.ts";
import { platformsOf } from "./platforms.ts";
import { plural } from "../text/plural.ts";
import type { Side, SideFile } from "./side.ts";
import { samePublicVersion } from "../version/same-public-version.ts";
import { judgeStep, type VersionStep } from "./version-step.ts";

/** A release as a difference shows it. */
export interface ComparedRelease {
  readonly label: string;
  readonly version: string;
  readonly files: readonly SideFile[];
}

/** What two releases of a project differ in, and what that asks of the version. */
export interface ReleaseDifference extends VersionStep {
  readonly project: string;
  readonly before: ComparedRelease;
  readonly after: ComparedRelease;
  /** By SemVer, as if the version were 1.0.0 or higher. */
  readonly level: Level;
  /** The largest first. */
  readonly changes: readonly Change[];
  readonly files: readonly FileChange[];
  /** What was not compared, each with its reason. */
  readonly notCompared: readonly string[];
  /** Whether all was compared that the settings ask for: what was not may ask for a higher level. */
  readonly isComplete: boolean;
  /** Why a version that rises less than the difference asks for is accepted; null: nobody accepts it. */
  readonly accepted: string | null;
}

/** What of two releases was found besides what their files and metadata show. */
export interface FurtherChanges {
  readonly changes: readonly Change[];
  readonly notCompared: readonly string[];
  /** Whether all was read that was asked for; what was left out on request counts as read. */
  readonly isComplete: boolean;
}

/** What the project says of its versions. */
export interface VersionHabits {
  /** Whether they follow a calendar; null: nobody says so. */
  readonly isCalendar: boolean | null;
  /** Versions that may rise less than the difference asks for. */
  readonly accept: readonly { readonly version: string; readonly reason: string }[];
}

/** Whether the step to the newer version passes: it is large enough or accepted, and what decides that was compared. */
export function isPassing({ isEnough, isComplete, made, accepted }: ReleaseDifference): boolean {
  if (accepted !== null) return true;
  return isEnough ?? (isComplete || made === null);
}

/** Compares two releases of one project. Pure. */
export function compareReleases(
  before: Side,
  after: Side,
  further: FurtherChanges,
  { isCalendar, accept }: VersionHabits = { isCalendar: null, accept: [] },
): ReleaseDifference {
  const modules =
    before.wheel === null || after.wheel === null ? [] : moduleChanges(before.wheel, after.wheel);
  const changes = [
    ...judgeComparisons(comparisonsOf(before, after)),
    ...modules,
    ...platformChanges(before, after),
    ...further.changes.filter((each) => !isOfModule(each, modules)),
  ].toSorted(largestFirst);
  const files = (["wheel", "sdist"] as const).flatMap((kind) => {
    const [old, now] = [before[kind], after[kind]];
    return old === null || now === null ? [] : fileChanges(kind, filesOf(old), filesOf(now));
  });
  const level = changes
    .map((each): Level => each.level)
    .reduce(higherLevel, files.length > 0 ? "patch" : "none");
  return {
    project: after.project,
    before: compared(before),
    after: compared(after),
    level,
    ...judgeStep(before.version, after.version, level, { isCalendar, isComplete: further.isComplete }),
    changes,
    files,
    notCompared: [...unpaired(before, after), ...further.notCompared],
    isComplete: further.isComplete,
    accepted: accept.find((each) => samePublicVersion(each.version, after.version))?.reason ?? null,
  };
}

/** What comes or goes with its module is told once. */
function isOfModule({ code, subject }: Change, modules: readonly Change[]): boolean {
  return (
    code === "api" &&
    modules.some((module) => subject === module.subject || subject.startsWith(`${module.subject}.`))
  );
}

function comparisonsOf(before: Side, after: Side): readonly Comparison[] {
  if (before.wheel !== null && after.wheel !== null) return compareWheels(before.wheel, after.wheel);
  const [old, now] = [before, after].map(({ wheel, sdist }) => (wheel ?? sdist)?.metadata ?? null);
  return old == null || now == null ? [] : compareMetadata(old, now);
}

function fileChanges(
  kind: FileChange["in"],
  before: ReadonlyMap<string, FileFacts>,
  after: ReadonlyMap<string, FileFacts>,
): readonly FileChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((path) => {
    const [old, now] = [before.get(path), after.get(path)];
    if (old?.sha256 === now?.sha256) return [];
    return [{ path, in: kind, before: old?.size ?? null, after: now?.size ?? null }];
  });
}

/** Of single files nobody can say what else the release has. A pure wheel serves every machine. */
function platformChanges(before: Side, after: Side): readonly Change[] {
  if (!before.isWhole || !after.isWhole) return [];
  const [old, now] = [platformsOf(before.files), platformsOf(after.files)];
  if (old.size === 0 || now.size === 0) return [];
  const gone = now.has("any") ? [] : [...old].filter((each) => !now.has(each));
  const came = old.has("any") ? [] : [...now].filter((each) => !old.has(each));
  return [
    ...gone.map((each): Change => {
      return { code: "platform", subject: each, before: each, after: null, level: "major" };
    }),
    ...came.map((each): Change => {
      return { code: "platform", subject: each, before: null, after: each, level: "minor" };
    }),
  ];
}

/** What only one of the two has, and what of several wheels was opened. */
function unpaired(before: Side, after: Side): readonly string[] {
  const found: string[] = [];
  for (const kind of ["wheel", "sdist"] as const) {
    const [old, now] = [before[kind], after[kind]];
    if (old === null && now !== null) found.push(`${now.fileName}: ${before.label} has no ${kind} here`);
    if (old !== null && now === null) found.push(`${old.fileName}: ${after.label} has no ${kind} here`);
  }
  const others = after.files.filter(({ kind }) => kind === "wheel").length - 1;
  if (others > 0 && after.wheel !== null)
    found.push(`the contents of ${plural(others, "more wheel")}: ${after.wheel.fileName} stands for them`);
  return found;
}

function compared({ label, version, files }: Side): ComparedRelease {
  return { label, version, files };
}
