import type { InstallerId } from "../toolbox/installers/registry.ts";

/** What a person asked for; the command line's own values win over the configuration. */
export interface RunRequest {
  /** Absolute path of the project. */
  readonly directory: string;
  /** Build the dirty working tree instead of the commit. */
  readonly worktree: boolean;
  /** Accept a directory without a git repository. */
  readonly allowNoGit: boolean;
  /**
   * The version to rehearse before its tag is made; null: the one that HEAD has. Absent: the next one, where the
   * version comes from the tags and HEAD has none.
   */
  readonly as?: string | null;
  /** Ask the user's own index about the project, too. */
  readonly online?: boolean;
  /** Whether the project is on PyPI already; wins over the configuration. */
  readonly existing?: boolean;
  /** Load the plug-ins with rules that the configuration names. */
  readonly plugins?: boolean;
  /** Let the configuration's waivers pass the failures that they name. */
  readonly allowWaived?: boolean;
  /** `none`: the gates are skipped, which is told. `later`: the release itself runs them. Default: they run. */
  readonly gates?: "none" | "later";
  /** Never fetch tools. */
  readonly offline: boolean;
  readonly builder?: "uv" | "build";
  readonly installers?: readonly InstallerId[];
  /** Versions or paths of interpreters. */
  readonly pythons?: readonly string[];
  /** Absolute paths of files that exist already: `verify` builds nothing. */
  readonly distributions?: readonly string[];
  /** Seconds. */
  readonly buildTimeout?: number;
}
