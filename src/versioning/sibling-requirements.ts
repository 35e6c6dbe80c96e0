import { findPoetryDependencies } from "../tree/siblings/poetry-dependencies.ts";
import {
  requirementsOnProject,
  type RequiredSibling,
  type SiblingRequirement,
} from "../tree/siblings/sibling-requirements.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import type { FileChanges } from "../tree/version-locations/sync-edits.ts";
import type { Told } from "../findings/stage-rule.ts";
import { admitsVersion, followSpecifier, type FollowPolicy } from "../version/follow-specifier.ts";
import { formatVersion, parseVersion, type Version } from "../version/pep440.ts";

/** A requirement of a package in the same repository, beside the version that it is about. */
export interface JudgedRequirement extends SiblingRequirement {
  readonly admits: boolean;
  /** What the project's policy makes of it; null: it stays. */
  readonly becomes: string | null;
}

/** What siblings require, judged by the version that the project has or will have. */
export function judgeRequirements(
  requirements: readonly SiblingRequirement[],
  version: Version,
  policy: FollowPolicy,
): readonly JudgedRequirement[] {
  return requirements.map((each) => ({
    ...each,
    admits: admitsVersion(bare(each.clauses), version),
    becomes: followSpecifier(each.clauses, version, policy),
  }));
}

/** The changes that the policy asks for: the requirements, and Poetry's lock files where they repeat them. */
export async function requirementChanges(
  tree: SourceTree,
  judged: readonly JudgedRequirement[],
): Promise<readonly FileChanges[]> {
  const followed = judged.flatMap((each) =>
    each.becomes === null ? [] : [{ ...each, becomes: each.becomes }],
  );
  if (followed.length === 0) return [];
  const stated = followed.map(({ location, content, becomes, withClauses }) => ({
    file: location.file,
    content,
    changes: withClauses(becomes),
  }));
  return [...stated, ...(await findPoetryDependencies(tree, followed))];
}

/** What a new version does to the packages beside it. */
export interface FollowedSiblings {
  readonly changes: readonly FileChanges[];
  /** What a person has to know: who needs a release, too, and who is left behind. */
  readonly notes: readonly string[];
}

/** The siblings of a project that gets a version, followed by its policy. */
export async function followSiblings(
  tree: SourceTree,
  version: Version,
  policy: FollowPolicy,
): Promise<FollowedSiblings> {
  const judged = judgeRequirements(await requirementsOnProject(tree), version, policy);
  const notes = judged.flatMap(({ dependent, directory, text, clauses, becomes, admits }) => {
    if (becomes !== null)
      return [`${dependent} (${directory}) requires ${becomes.trim()} from its next release on`];
    const excluded = `${dependent} (${directory}) requires ${text}, which excludes ${formatVersion(version)}`;
    return admits ? [] : [`${excluded}: ${helpFor(clauses, version)}`];
  });
  return { changes: await requirementChanges(tree, judged), notes };
}

/** G016 of the project itself: who in the repository cannot be installed beside this version. */
export function excludingSiblings(judged: readonly JudgedRequirement[], version: Version): readonly Told[] {
  return judged
    .filter((each) => !each.admits)
    .map(({ dependent, text, location, clauses }) => ({
      message: `${dependent} requires ${text}, which excludes ${formatVersion(version)} beside it`,
      location,
      subject: dependent,
      help: helpFor(clauses, version),
    }));
}

/** G016 of a dependent package: the sibling that it requires has another version. */
export function excludedSiblings(required: readonly RequiredSibling[]): readonly Told[] {
  return required.flatMap(({ sibling, version: stated, file, text, location, clauses }) => {
    const version = parseVersion(stated);
    if (version === null || admitsVersion(bare(clauses), version)) return [];
    return [
      {
        message: `it requires ${text}, and ${sibling} beside it is ${stated} (${file})`,
        location,
        subject: sibling,
        help: helpFor(clauses, version),
      },
    ];
  });
}

function helpFor(clauses: string, version: Version): string {
  const made = followSpecifier(clauses, version, "compatible");
  return made === null
    ? `change the requirement so that it allows ${formatVersion(version)}`
    : `require ${made.trim()} instead of ${clauses.trim()}`;
}

function bare(clauses: string): string {
  return clauses.replace(/^\s*\(|\)\s*$/g, "");
}
