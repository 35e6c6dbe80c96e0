import { append } from "../../text/append.ts";
import { listed } from "../../text/plural.ts";
import type { BuildPorts } from "../build-environment.ts";
import { buildAgain } from "../build-again.ts";
import type { BuildOutcome } from "../build-distributions.ts";
import type { BuildRequest } from "../build-request.ts";
import { BUILD_NOT_REPRODUCIBLE } from "../build-rules.ts";
import type { Finding } from "../../findings/finding.ts";
import { compareArchives, type MemberDifference } from "../../distribution/compare/compare-archives.ts";
import {
  causeOf,
  differingParts,
  type Cause,
  type Varied,
} from "../../distribution/compare/difference-cause.ts";
import { openDistribution, type Distribution } from "../../distribution/distribution.ts";
import { CONDITIONS, SOURCE_TIME, ZONE, type Condition } from "./variation.ts";
import { cut } from "../../text/cut.ts";

/** One member that two builds of the same commit make differently. */
export interface BuildDifference {
  /** The file name of the distribution. */
  readonly file: string;
  /** Null: the archive itself. */
  readonly member: string | null;
  readonly kind: MemberDifference["kind"];
  readonly cause: Cause | Condition;
  readonly first: string;
  readonly second: string;
}

/** What came of building a second time. */
export interface Reproduced {
  readonly isSame: boolean;
  readonly differences: readonly BuildDifference[];
  readonly findings: readonly Finding[];
}

/** Members larger than this are compared by their digests only. Bytes. */
const MOST_READ = 4 * 2 ** 20;

/** A zip's times have steps of two seconds. */
const STEP = 2.1;

/**
 * Builds again with the same versions of the build requirements and everything else different: directory, umask, time
 * zone, locale, hash seed, the order of directories, the times of the files. What differs is named with its cause.
 */
export async function reproduce(
  request: BuildRequest,
  first: BuildOutcome,
  ports: BuildPorts,
): Promise<Reproduced> {
  const second = await buildUnder(CONDITIONS, request, first, ports);
  if (second.sdist === null || second.wheel === null)
    return { isSame: false, differences: [], findings: [failedAgain(second)] };
  const found: BuildDifference[] = [];
  for (const kind of ["sdist", "wheel"] as const)
    append(found, await differences(first, second, kind, ports));
  const differing = await withProvenCauses(request, first, found, ports);
  return {
    isSame: differing.length === 0,
    differences: differing,
    findings: findingsOf(differing, request.normalize === true),
  };
}

/** The commit once more under these conditions, later than the first time. */
function buildUnder(
  what: readonly Condition[],
  request: BuildRequest,
  first: BuildOutcome,
  ports: BuildPorts,
): Promise<BuildOutcome> {
  const notBefore = first.made.to.getTime() / 1000 + STEP;
  return buildAgain({ ...request, variation: { what, sourceTime: SOURCE_TIME, notBefore } }, first, ports);
}

function failedAgain({ findings }: BuildOutcome): Finding {
  const [problem] = findings;
  return BUILD_NOT_REPRODUCIBLE.finding({
    message: `the build succeeds once and fails when it is repeated: ${problem?.message ?? "no distribution was made"}`,
    why: "a build that depends on its directory, time zone, locale or file order fails for other people, too",
    help: "make the build independent of what the second one had otherwise: another directory, umask, time zone, locale, and older source files",
    subject: "build",
    details: { findings: findings.map(({ message }) => message) },
  });
}

async function differences(
  first: BuildOutcome,
  second: BuildOutcome,
  kind: "sdist" | "wheel",
  ports: BuildPorts,
): Promise<readonly BuildDifference[]> {
  await using one = await openDistribution(first[kind] ?? "", ports.files);
  await using two = await openDistribution(second[kind] ?? "", ports.files);
  const varied: Varied = {
    directories: [first.made.directory, second.made.directory],
    built: { from: first.made.from.getTime() / 1000, to: second.made.to.getTime() / 1000 },
    sourceTime: SOURCE_TIME,
    zone: ZONE,
  };
  const found: BuildDifference[] = [];
  if (one.fileName !== two.fileName)
    found.push({
      file: one.fileName,
      member: null,
      kind: "archive",
      cause: "unknown",
      first: one.fileName,
      second: two.fileName,
    });
  for (const each of compareArchives(one, two, "bytes")) {
    const contents = each.kind === "content" ? await textsOf(each.member, one, two) : null;
    const [ours, theirs] = contents === null ? [each.first, each.second] : differingParts(...contents);
    found.push({
      file: one.fileName,
      member: each.member,
      kind: each.kind,
      cause: causeOf(each, contents, varied),
      first: shortened(ours),
      second: shortened(theirs),
    });
  }
  return found;
}

async function textsOf(
  member: string | null,
  first: Distribution,
  second: Distribution,
): Promise<readonly [string, string] | null> {
  if (member === null) return null;
  try {
    const [a, b] = [await first.read(member, MOST_READ), await second.read(member, MOST_READ)];
    return a === null || b === null
      ? null
      : [Buffer.from(a).toString("latin1"), Buffer.from(b).toString("latin1")];
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** A line in a message: without what a terminal would take for commands. */
function shortened(text: string): string {
  const line = text.replaceAll(/[^\x20-\x7e]/g, "·").trim();
  return cut(line, 90);
}

/**
 * Where a content does not show what made it, builds that differ in one condition do. Two builds without any tell what
 * differs by itself: the clock, or chance.
 */
async function withProvenCauses(
  request: BuildRequest,
  first: BuildOutcome,
  found: readonly BuildDifference[],
  ports: BuildPorts,
): Promise<readonly BuildDifference[]> {
  const keyOf = ({ file, member }: BuildDifference): string => `${file} ${member}`;
  const open = new Set(found.filter(({ cause }) => cause === "unknown").map(keyOf));
  if (open.size === 0) return found;
  const causes = new Map<string, BuildDifference["cause"]>();
  const base = await buildUnder([], request, first, ports);
  for (const condition of [null, ...CONDITIONS]) {
    if (open.size === 0) break;
    const other = await buildUnder(condition === null ? [] : [condition], request, first, ports);
    if ([base, other].some(({ sdist, wheel }) => sdist === null || wheel === null)) continue;
    for (const kind of ["sdist", "wheel"] as const) {
      for (const each of await differences(base, other, kind, ports)) {
        if (each.kind !== "content" || !open.delete(keyOf(each))) continue;
        causes.set(keyOf(each), condition ?? "build time or random");
      }
    }
  }
  return found.map((each) => ({
    ...each,
    cause: each.cause === "unknown" ? (causes.get(keyOf(each)) ?? each.cause) : each.cause,
  }));
}

/** One finding for a file and a cause. */
function findingsOf(found: readonly BuildDifference[], isNormalized: boolean): readonly Finding[] {
  const groups = Map.groupBy(found, ({ file, cause }) => `${file} ${cause}`);
  return [...groups.values()].map((group) => {
    const [one] = group as [BuildDifference, ...BuildDifference[]];
    const members = [...new Set(group.map(({ member }) => member ?? "the archive"))];
    return BUILD_NOT_REPRODUCIBLE.finding({
      message: `two builds of ${one.file} differ in ${listed(members)}: ${CAUSES[one.cause]}`,
      why: `the first build has ${one.first}, the second one ${one.second}`,
      help: helpFor(one, isNormalized),
      location: { file: one.member === null ? one.file : `${one.file}!/${one.member}` },
      subject: `${one.file}: ${one.cause}`,
      details: { differences: group.slice(0, 50) },
    });
  });
}

const CAUSES: Readonly<Record<BuildDifference["cause"], string>> = {
  "file order": "the order depends on how the file system lists directories",
  umask: "the permissions depend on the umask",
  "file times of the checkout": "the times are those of the checkout",
  "file times": "the content depends on the times of the source files",
  "time zone": "it depends on the time zone",
  locale: "it depends on the locale",
  "hash seed": "it depends on the order of a set or dictionary (PYTHONHASHSEED)",
  "build time": "it has the time of the build",
  "build time or random": "it differs each time, under the same conditions: a time or a random value",
  "build directory": "it has the path of the build directory",
  "user name": "it has the user who built it",
  packing: "it is packed differently",
  "file missing in one build": "one build lacks it",
  unknown: "no single condition of the build makes the difference",
};

/** What the normalizer evens out. */
const PACKING: ReadonlySet<MemberDifference["kind"]> = new Set(["mode", "time", "owner", "order", "archive"]);

function helpFor({ kind, cause }: BuildDifference, isNormalized: boolean): string {
  if (PACKING.has(kind) && !isNormalized)
    return "rewrite the archive with --normalize or [tool.shipwheel.build] normalize = true";
  return HELP[cause] ?? "generate the file from the sources only";
}

const NO_TIME = "take the time from SOURCE_DATE_EPOCH, and write no random value into the file";

const HELP: Partial<Readonly<Record<BuildDifference["cause"], string>>> = {
  "build time": NO_TIME,
  "build time or random": NO_TIME,
  "build directory": "write relative paths; for a compiled file set CFLAGS=-ffile-prefix-map=$PWD=.",
  "hash seed": "sort what the build writes",
  "file order": "sort what the build lists",
};
