/** One change of a repository's settings: as a request, and as the step that a person makes by hand. */
export interface SetupAction {
  /** In the imperative. */
  readonly title: string;
  readonly method: "PUT" | "POST" | "PATCH";
  /** Below the repository's own path. */
  readonly path: string;
  readonly body: unknown;
  /** Where a person makes the same change on the host's pages. */
  readonly byHand: string;
}

/** An environment of the publishing jobs. */
export interface EnvironmentWish {
  readonly name: string;
  readonly index: string;
  /** Patterns of the tags and branches from which its jobs are started: `v*`. */
  readonly tags: readonly string[];
  readonly branches: readonly string[];
}

/** What the settings are to protect. */
export interface SetupWish {
  readonly environments: readonly EnvironmentWish[];
  /** Patterns of the release's tags. */
  readonly tags: readonly string[];
  /** Ids of the users who have to approve a publication. */
  readonly reviewers: readonly number[];
}
