import type { TargetOverrides } from "../publish/choose-target.ts";
import type { AuthChoice } from "../publish/credentials/choose-credentials.ts";
import type { Secret } from "../ports/secret.ts";
import type { RunRequest } from "../engine/run-request.ts";

/** What a person asked a release to be. */
export interface ReleaseRequest {
  /** How to rehearse it: directory, Pythons, installers. */
  readonly run: RunRequest;
  /** Name or address of the index; null: by the kind of the version. */
  readonly index: string | null;
  /** Name or address of the index whose files are taken instead of building; null or absent: they are built. */
  readonly promoteFrom?: string | null;
  /** What the command line says of that index besides. */
  readonly said?: TargetOverrides;
  readonly auth: AuthChoice;
  /** A token from standard input. */
  readonly token?: Secret;
  /** PEM of an authority to trust besides the usual ones. */
  readonly ca?: string;
  readonly allowDev: boolean;
  /** Whether it is announced on the forge. */
  readonly forge: boolean;
  /** Whether the tag is pushed. */
  readonly push: boolean;
  /** Absolute path of the rehearsal's output; by default in the state directory. */
  readonly output?: string;
}
