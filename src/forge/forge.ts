/** The forges that are known, as people call them. */
export const FORGE_TITLES = { github: "GitHub", gitlab: "GitLab" } as const;

/** A file attached to a release of a forge. */
export interface ForgeAsset {
  readonly id: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex, computed by the forge; null when it tells none. */
  readonly sha256: string | null;
  /** False for what is left of an upload that broke off. */
  readonly complete: boolean;
}

/** A release on a forge, published or still a draft. */
export interface ForgeRelease {
  readonly id: string;
  readonly tag: string;
  /** The commit that it was made for; null where the forge does not tell, as of a draft that a person made. */
  readonly commit: string | null;
  readonly name: string;
  readonly notes: string;
  readonly draft: boolean;
  readonly prerelease: boolean;
  /** True once nothing of it can be changed any more. */
  readonly immutable: boolean;
  /** Where people see it. */
  readonly url: string;
  readonly assets: readonly ForgeAsset[];
}

/** What a release is to say. */
export interface ReleaseText {
  readonly tag: string;
  /** The commit that the tag is to stand on, when the forge makes the tag. */
  readonly commit: string;
  readonly name: string;
  /** Markdown. */
  readonly notes: string;
  readonly prerelease: boolean;
  /** Whether it is to be shown as the latest one. */
  readonly latest: boolean;
}

/** A file to attach: bytes in memory or on the disk. */
export interface NewAsset {
  readonly name: string;
  readonly path: string;
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly contentType: string;
}

/**
 * A forge's releases, one repository's. Everything can be done again: what is there already is found, not doubled.
 * Each method throws `forge/refused` (the forge's words) or `forge/unreachable`.
 */
export interface Forge {
  readonly id: "github" | "gitlab";
  readonly title: string;
  /** `owner/name`. */
  readonly repository: string;
  /** The release of a tag, drafts included; null without one. */
  find(tag: string): Promise<ForgeRelease | null>;
  /** Other drafts of the tag than the release that `find` gives: two machines at once make one each. */
  surplus(tag: string): Promise<readonly ForgeRelease[]>;
  /** Removes a draft with all that hangs on it; one that is gone is no error. */
  discard(draft: ForgeRelease): Promise<void>;
  /** Makes a draft: seen by nobody else, everything in it can still be changed. */
  draft(text: ReleaseText): Promise<ForgeRelease>;
  /** Attaches a file, and returns what the forge says of it. */
  attach(release: ForgeRelease, asset: NewAsset): Promise<ForgeAsset>;
  /**
   * Reads an attached file, of a draft as of what is published. `take` gets the bytes from the first one on at each
   * attempt.
   */
  download(
    release: ForgeRelease,
    asset: ForgeAsset,
    take: (body: AsyncIterable<Uint8Array>) => Promise<void>,
  ): Promise<void>;
  /** Takes a file away from a draft. */
  detach(release: ForgeRelease, asset: ForgeAsset): Promise<void>;
  /** Shows it to everybody; with immutable releases nothing can be changed from then on. */
  publish(release: ForgeRelease, text: ReleaseText): Promise<ForgeRelease>;
}
