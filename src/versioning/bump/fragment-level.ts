import type { SourceTree } from "../../tree/source-tree.ts";
import { readProjectFragments } from "../../tree/changelog/project-fragments.ts";
import { readFragments, type FragmentType } from "../../tree/changelog/fragments.ts";
import { higherLevel, type Level, type LevelRules } from "./level.ts";

/** A news fragment and what it asks for. */
export interface JudgedFragment {
  readonly path: string;
  /** The kind by its name: `feature`. */
  readonly kind: string;
  readonly level: Exclude<Level, "none">;
}

/** What the news fragments of a project ask for. */
export interface FragmentReading {
  readonly fragments: readonly JudgedFragment[];
  readonly level: Level;
}

const MAJOR = /^(?:major|breaking|removal|removed|incompatible)$/;
const MINOR = /^(?:minor|feature|added|changed?|deprecat(?:ion|ed)|enhancement|improvement)$/;
const PATCH = /^(?:patch|bugfix|fixed|security|docs?|misc)$/;
const BREAKING_TITLE = /\b(?:breaking|incompatib\w*|remov\w*)\b/i;
const ADDING_TITLE = /\b(?:features?|new|add\w*|deprecat\w*|enhance\w*)\b/i;

/** The news fragments of a project and the level that they ask for; null where a project does not use them. */
export async function readFragmentLevel(
  tree: SourceTree,
  configured: string | undefined,
  rules: LevelRules,
): Promise<FragmentReading | null> {
  const { areUsed, files, settings } = await readProjectFragments(tree, configured);
  if (!areUsed) return null;
  const fragments = readFragments(files, settings).used.map(({ path, type }) => ({
    path,
    kind: type.id,
    level: fragmentLevel(type, rules),
  }));
  let level: Level = "none";
  for (const fragment of fragments) level = higherLevel(level, fragment.level);
  return { fragments, level };
}

/**
 * What a kind asks for: as `minor-types` and `patch-types` say, else by its name (as setuptools-scm's scheme
 * `towncrier-fragments` takes towncrier's own), else by its heading. Every fragment is a change that users notice.
 */
function fragmentLevel(
  { id, title }: FragmentType,
  { minorTypes, patchTypes }: LevelRules,
): JudgedFragment["level"] {
  const kind = id.toLowerCase();
  if (minorTypes.includes(kind)) return "minor";
  if (patchTypes.includes(kind) || PATCH.test(kind)) return "patch";
  if (MAJOR.test(kind)) return "major";
  if (MINOR.test(kind)) return "minor";
  if (BREAKING_TITLE.test(title)) return "major";
  return ADDING_TITLE.test(title) ? "minor" : "patch";
}
