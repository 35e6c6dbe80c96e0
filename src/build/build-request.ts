import type { BuilderId } from "../toolbox/pinned/builders.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import type { IndexConfiguration } from "../toolbox/index-configuration.ts";
import type { Interpreter } from "../toolbox/interpreter.ts";
import type { FailedTree } from "./failure-site.ts";
import type { BuildLock } from "./lock/lock-file.ts";
import type { ReleaseTag } from "./release-tag.ts";
import type { BuildVariation } from "./reproduce/variation.ts";

/** What a build needs to know of a tree. */
export type BuildTree = FailedTree & Pick<SourceTree, "git" | "project">;

/** What to build, with what, and where to. */
export interface BuildRequest {
  readonly tree: BuildTree;
  /** The commit, or the files as they lie there. */
  readonly ref: "head" | "worktree";
  readonly builder: BuilderId;
  readonly python: Interpreter;
  /** Takes the two files, and only when both are complete. */
  readonly outDirectory: string;
  readonly timeoutSeconds: number;
  /** Default: `build.log` in a directory of the run. */
  readonly logFile?: string;
  readonly indexes?: IndexConfiguration | null;
  readonly offline?: boolean;
  /** Builds the wheel from the tree: for an sdist that builds none, or to compare the two. */
  readonly wheelFromTree?: boolean;
  /** The tag of the release to come: the build sees it at HEAD. */
  readonly tag?: ReleaseTag;
  /** Texts that the build gets in the place of the tree's own; POSIX paths below the project. */
  readonly edits?: readonly { readonly path: string; readonly text: string }[];
  /** Writes both files anew, so that only names and contents of their members decide the bytes. */
  readonly normalize?: boolean;
  /** The locked build requirements. */
  readonly lock?: BuildLock | null;
  /** Conditions that must not matter, for a second build. */
  readonly variation?: BuildVariation;
}
