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

/** What the settings are to protect. */
export interface SetupWish {
  /** The environments of the publishing jobs, by name, with the index of each. */
  readonly environments: readonly { readonly name: string; readonly index: string }[];
  /** Pattern of the release's tags: `v*`. */
  readonly tags: string;
  /** The branch whose commits go to TestPyPI. */
  readonly branch: string;
  /** Ids of the users who have to approve a publication. */
  readonly reviewers: readonly number[];
}
