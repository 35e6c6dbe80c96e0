import { symptom, type Finding } from "../findings/finding.ts";
import { plural } from "../text/plural.ts";
import {
  compareVersions,
  formatVersion,
  parseVersion,
  publicVersion,
  type Version,
} from "../version/pep440.ts";
import { isSame, tagFinding } from "./version-findings.ts";
import { uncommittedChanges } from "./uncommitted-changes.ts";
import { isPackagersTag } from "./tags/take-apart.ts";
import { nearestTag, type StrictFacts, type StrictGit } from "./strict-facts.ts";
import {
  DEV_VERSION_SHARED,
  DIRTY_TREE,
  LOCAL_VERSION,
  NO_VERSION_TAG,
  SHALLOW_CLONE,
  TAG_IS_ANOTHER_VERSION,
  TAG_UNUSABLE,
  VERSION_ALREADY_TAGGED,
  VERSION_INVALID,
  VERSION_NOT_ABOVE_INDEX,
  VERSION_NOT_INCREASING,
  VERSION_TAGGED_ELSEWHERE,
  VERSION_TOOL_NOT_REQUIRED,
} from "./version-rules.ts";

/** What no release survives, whichever tool has the last word on the version. */
const IN_EVERY_MODE: ReadonlySet<string> = new Set(
  [
    TAG_IS_ANOTHER_VERSION,
    DIRTY_TREE,
    VERSION_TAGGED_ELSEWHERE,
    VERSION_ALREADY_TAGGED,
    SHALLOW_CLONE,
    VERSION_TOOL_NOT_REQUIRED,
  ].map(({ name }) => name.code),
);

/**
 * What stands between a tree and a release under its version, each with the command that repairs it: all of it at
 * once. The codes are those of the rules where a rule of the check sees the same.
 */
export function judgeVersion(facts: StrictFacts): readonly Finding[] {
  const findings = judgeStrictly(facts);
  return facts.mode === "strict" ? findings : findings.filter(({ rule }) => IN_EVERY_MODE.has(rule));
}

function judgeStrictly(facts: StrictFacts): readonly Finding[] {
  const version = facts.version === null ? null : parseVersion(facts.version);
  if (facts.version !== null && version === null) return [...judgeRepository(facts), invalid(facts)];
  const tagged = version === null ? [] : judgeTags(facts, version);
  const repository = judgeRepository(facts);
  // A version that was counted from the wrong place is low for that reason.
  const isMiscounted = repository.some((each) => MISCOUNTS.has(each.rule));
  const increasing = version === null || tagged.length > 0 || isMiscounted ? [] : judgeOrder(facts, version);
  return [
    ...repository,
    ...tagged,
    ...increasing,
    ...(version === null ? [] : [...judgeReleased(facts, version), ...judgePublic(facts, version)]),
  ];
}

function judgeRepository(facts: StrictFacts): readonly Finding[] {
  const { git } = facts;
  if (git === null) return facts.missingTool;
  return [
    ...facts.missingTool,
    ...judgeHistory(facts, git),
    ...judgeUnusable(facts, git),
    ...judgeChanges(git),
  ];
}

function judgeHistory({ source, template }: StrictFacts, git: StrictGit): readonly Finding[] {
  const here = nearestTag(git)?.distance === 0;
  if (git.shallow && !here) {
    const isScm = source === "scm";
    return [
      SHALLOW_CLONE.finding({
        ...(isScm ? {} : { severity: "info" as const }),
        message: isScm
          ? "the version comes from tags, but the clone is shallow"
          : "the clone is shallow, so its tags do not show which versions were released",
        subject: "shallow",
        help: "run git fetch --unshallow --tags (in GitHub Actions: actions/checkout with fetch-depth: 0)",
      }),
    ];
  }
  if (source === "static" || nearestTag(git) !== null) return [];
  const make = "shipwheel version bump, which tags what version next says";
  return [
    NO_VERSION_TAG.finding({
      message: `the version comes from tags, but no tag of the form ${template.text} is reachable`,
      subject: "tags",
      help: git.hasRemote ? `git fetch --tags; for the first release: ${make}` : make,
    }),
  ];
}

/** The walk goes on behind a tag that names no version, and says so. */
function judgeUnusable(facts: StrictFacts, git: StrictGit): readonly Finding[] {
  const { source, tool, version } = facts;
  if (source === "static") return [];
  const nearest = nearestTag(git);
  if (nearest === null) return [];
  const chosen = tool?.tag ?? null;
  if (chosen === nearest.name && tool?.refusal == null) return [];
  const of = git.aliases?.get(chosen ?? "");
  if (chosen !== null && of !== undefined) return [aliasChosen(facts, chosen, of)];
  const differs = chosen !== null && !git.tags.some((tag) => tag.name === chosen);
  const tag = git.unusable ?? (differs ? chosen : null);
  const blind = tool !== null && tool.refusal === null && chosen === null && version !== null;
  if (tag === null && tool?.refusal == null && !blind) return [];
  const who = tool === null ? "the build" : tool.name;
  const subject = tag ?? nearest.name;
  const glob = facts.template.glob(facts.name);
  const isAlike = facts.template.looksLike(facts.name, subject) && !blind;
  const passOver = blind
    ? `configure the tool to find the tags: ${describeSetting(facts, glob)}`
    : `configure the tool to ignore it: ${describeSetting(facts, isAlike ? `${glob} --exclude ${subject}` : glob)}`;
  return [
    TAG_UNUSABLE.finding({
      message:
        tool?.refusal != null
          ? `${who} cannot read the nearest tag: ${tool.refusal}`
          : tag === null
            ? `${who} matches no tag with its settings and counts from the first commit`
            : `${subject} is nearer than ${nearest.name} but names no version of the form ${facts.template.text}`,
      why:
        subject === nearest.name
          ? `${who} counts from the nearest tag and does not skip one that it cannot read.`
          : `The nearest tag that can be read is ${nearest.name}, ${plural(nearest.distance, "commit")} ago; ${who} does not search that far.`,
      subject,
      ...(tool?.refusal == null ? {} : { explains: [symptom.build("failed"), symptom.build("no-version")] }),
      help: blind || isPackagersTag(subject) ? passOver : `git tag -d ${subject}, or ${passOver}`,
      details: { unusable: subject, nearest: nearest.name },
    }),
  ];
}

/** A moving tag has the commit of a release, and another version. */
function aliasChosen(facts: StrictFacts, alias: string, release: string): Finding {
  return TAG_UNUSABLE.finding({
    message: `${facts.tool?.name ?? "the build"} counts from ${alias}, which is an alias of ${release}`,
    why: `It uses either of two tags on one commit, but the version is that of ${alias}.`,
    subject: alias,
    help: `configure it to ignore such tags: ${describeSetting(facts, longPattern(release))}`,
    details: { unusable: alias, nearest: release },
  });
}

/** The setting by which the tool looks at tags of a pattern only. */
function describeSetting({ tool }: StrictFacts, patterns: string): string {
  const command = `"git describe --dirty --tags --long --match ${patterns}"`;
  if (tool?.name === "hatch-vcs") return `[tool.hatch.version.raw-options] git_describe_command = ${command}`;
  return `[tool.${tool?.name === "vcs-versioning" ? "vcs-versioning" : "setuptools_scm"}] scm.git.describe_command = ${command}`;
}

/** A pattern for tags with as many numbers as this one: `v*.*.*` for `v10.6.1`. */
function longPattern(tag: string): string {
  return tag.replace(/[0-9]+(?:\.[0-9]+)*.*$/, (version) => version.replace(/[0-9]+/g, "*"));
}

function judgeChanges({ changed, cause = null }: StrictGit): readonly Finding[] {
  if (changed.length === 0) return [];
  return [DIRTY_TREE.finding(uncommittedChanges(changed, cause))];
}

function invalid({ version, location }: StrictFacts): Finding {
  return VERSION_INVALID.finding({
    message: `"${version}" is not a version (PEP 440)`,
    ...(location !== undefined && { location }),
    subject: version ?? "",
    help: "write it as PEP 440 requires: 1.0.0b1 instead of 1.0.0-beta.1",
  });
}

/** A version belongs to one commit. */
function judgeTags({ source, git, location }: StrictFacts, version: Version): readonly Finding[] {
  if (git === null || source === "scm") return [];
  const here = git.tags.filter((tag) => tag.commit === git.head);
  if (here.length > 0) {
    // The tag is the commit's, not that of the changes on top.
    return git.isChangedTree ? [] : tagFinding(here, version, location);
  }
  const elsewhere = git.tags.find((tag) => isSame(tag.version, version));
  if (elsewhere === undefined) return [];
  const place = location === undefined ? {} : { location };
  const behind = git.same ?? (git.previous?.name === elsewhere.name ? git.previous : null);
  return [
    behind === null
      ? VERSION_TAGGED_ELSEWHERE.finding({
          message: `the tag ${elsewhere.name} for version ${formatVersion(version)} points to another commit, ${elsewhere.commit.slice(0, 10)}`,
          ...place,
          subject: elsewhere.name,
          help: `${RAISE}; or git tag -d ${elsewhere.name}, if it was never published`,
        })
      : VERSION_ALREADY_TAGGED.finding({
          message: `HEAD is ${plural(behind.distance, "commit")} later than ${behind.name}, but the version is still ${formatVersion(version)}`,
          ...place,
          subject: behind.name,
          help: RAISE,
        }),
  ];
}

function judgeOrder({ git, location }: StrictFacts, version: Version): readonly Finding[] {
  const previous = git?.previous ?? null;
  const before = previous === null ? null : parseVersion(previous.version);
  if (previous === null || before === null || compareVersions(version, before) > 0) return [];
  return [
    VERSION_NOT_INCREASING.finding({
      message: `${formatVersion(version)} is not above ${previous.name}, the last release behind HEAD`,
      ...(location !== undefined && { location }),
      why: "Installers choose the highest version, so nobody would get this release by default.",
      subject: previous.name,
      help: RAISE,
    }),
  ];
}

/** The index may be ahead on another branch: a maintenance release is right to be lower. */
function judgeReleased({ released, git }: StrictFacts, version: Version): readonly Finding[] {
  const known = (released ?? []).flatMap((text) => parseVersion(text) ?? []).toSorted(compareVersions);
  const latest = known.at(-1);
  if (latest === undefined) return [];
  const exists = known.some((each) => compareVersions(each, publicOf(version)) === 0);
  if (!exists && compareVersions(version, latest) > 0) return [];
  const nearest = git === null ? null : nearestTag(git);
  const base = nearest === null ? null : parseVersion(nearest.version);
  const maintains = base !== null && compareVersions(base, latest) < 0;
  return [
    VERSION_NOT_ABOVE_INDEX.finding({
      severity: exists || !maintains ? "error" : "info",
      message: exists
        ? `the index has ${publicVersion(version)} already`
        : `${publicVersion(version)} is below ${formatVersion(latest)}, the newest on the index`,
      why: exists
        ? "An index accepts each file name only once."
        : "Installers choose the highest version, so only users who pin an older series get this release.",
      subject: publicVersion(version),
      help: `raise the version above ${formatVersion(latest)}: shipwheel version bump`,
    }),
  ];
}

/** What is uploaded has no local part, and belongs to one build. */
function judgePublic(facts: StrictFacts, version: Version): readonly Finding[] {
  const { source, git, version: text } = facts;
  if (version.local !== null) {
    return [
      LOCAL_VERSION.finding({
        message: `the version ${text} has a local part, +${version.local.join(".")}`,
        subject: formatVersion(version),
        help: releaseHelp(facts, version),
      }),
    ];
  }
  const nearest = git === null ? null : nearestTag(git);
  if (source === "static" || nearest === null || nearest.distance === 0) return [];
  return [
    DEV_VERSION_SHARED.finding({
      severity: "warning",
      message: `every branch ${plural(nearest.distance, "commit")} after ${nearest.name} has the version ${text}`,
      why: "Without the local part, builds of different commits have the same version, and an index accepts only the first.",
      subject: text ?? "",
      help: "tag the commit for a release; upload such builds from one branch only",
    }),
  ];
}

function releaseHelp({ source, next }: StrictFacts, version: Version): string {
  if (source !== "scm") return `release it as ${publicVersion(version)}: drop the local part`;
  const between = 'for uploads between releases: local_scheme = "no-local-version"';
  if (next === null) return `tag the released commit: shipwheel version bump; ${between}`;
  const tag = `git tag -a ${next.tag} -m ${next.tag}`;
  return `release HEAD as ${next.version}: shipwheel release --as ${next.version}, or tag it first: ${tag}; ${between}`;
}

function publicOf(version: Version): Version {
  return { ...version, local: null };
}

/** Without its history, or from the wrong tag, a version counts from the wrong place. */
const MISCOUNTS: ReadonlySet<string> = new Set([SHALLOW_CLONE.name.code, TAG_UNUSABLE.name.code]);

/** With a level, because commits that ask for no release leave a bump without one nothing to do. */
const RAISE = "raise the version: shipwheel version bump patch (or minor, major)";
