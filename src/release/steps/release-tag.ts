import type { Signing } from "../../git/action.ts";

/** The tag of a release. */
export interface ReleaseTag {
  readonly name: string;
  readonly message: string;
  readonly sign: Signing;
  /** Full hash. */
  readonly commit: string;
}
