import type { Finding } from "../findings/finding.ts";
import type { Location } from "../findings/location.ts";
import { compareVersions, parseVersion } from "../version/pep440.ts";
import type { ChangeCause } from "./uncommitted-changes.ts";
import type { TagTemplate } from "../version/tag-template.ts";

/** A tag, the commit it stands for, and the version that the project's template reads from it. */
export interface VersionTag {
  readonly name: string;
  readonly commit: string;
  readonly version: string;
}

/** The tag from which a version counts. */
export interface NearestTag {
  readonly name: string;
  readonly version: string;
  /** Commits since. */
  readonly distance: number;
}

/** What strict mode looks at; everything was read before. */
export interface StrictFacts {
  /** `compat`: the configured tool has the last word, and only what no release survives is told. */
  readonly mode: "strict" | "compat";
  readonly name: string;
  /** `scm`: the version is made from the tags; `static`: it is stated, and a tag follows. */
  readonly source: "static" | "scm";
  /** As a build of this tree would have it; null when only its backend can tell. */
  readonly version: string | null;
  /** Where a static version stands. */
  readonly location?: Location | undefined;
  readonly template: TagTemplate;
  readonly git: StrictGit | null;
  /** What the configured tool counts from, or why it cannot; null when no tool of ours is configured. */
  readonly tool: {
    readonly name: string;
    readonly tag: string | null;
    readonly refusal: string | null;
  } | null;
  /** That the build lacks the tool that is to compute the version. */
  readonly missingTool: readonly Finding[];
  /** The release that HEAD would be, where its version is a development version; null when nobody asked. */
  readonly next: { readonly version: string; readonly tag: string } | null;
  /** Versions that the index holds; null when it was not asked. */
  readonly released: readonly string[] | null;
}

/** The repository, as far as versions depend on it. */
export interface StrictGit {
  /** Full hash. */
  readonly head: string;
  readonly shallow: boolean;
  readonly hasRemote: boolean;
  /** Every release of the project that is tagged. */
  readonly tags: readonly VersionTag[];
  /** Names that move from release to release, each with the release that it stands for. */
  readonly aliases?: ReadonlyMap<string, string>;
  /** The nearest tag of the template before HEAD itself. */
  readonly previous: NearestTag | null;
  /** The tag of the stated version behind HEAD, where it is not at HEAD. */
  readonly same?: NearestTag | null;
  /** A nearer tag that looks like one of the template's and names no version. */
  readonly unusable: string | null;
  /** Changed files that are tracked, or new ones; empty when the tree is taken as it lies there. */
  readonly changed: readonly string[];
  /** Why they differ, where it is nobody's work. */
  readonly cause?: ChangeCause | null;
  /** The tree is taken as it lies there, and it differs from HEAD. */
  readonly isChangedTree: boolean;
}

/** The nearest tag that names a version: one at HEAD, else the one before. */
export function nearestTag(git: StrictGit): NearestTag | null {
  const here = git.tags
    .filter((tag) => tag.commit === git.head)
    .toSorted(byVersion)
    .at(-1);
  return here === undefined ? git.previous : { name: here.name, version: here.version, distance: 0 };
}

function byVersion(a: VersionTag, b: VersionTag): number {
  const [left, right] = [parseVersion(a.version), parseVersion(b.version)];
  return left === null || right === null ? 0 : compareVersions(left, right);
}
