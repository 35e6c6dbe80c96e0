import { resolve } from "node:path";
import type { Ports } from "../ports/ports.ts";
import { Secret } from "../ports/secret.ts";
import type { TargetOverrides } from "../publish/choose-target.ts";
import type { AuthChoice } from "../publish/credentials.ts";

/** The flags of every command that uploads, in camelCase. */
export interface UploadOptions {
  /** `pypi`, `testpypi`, a name from the configuration, or the URL that takes uploads. */
  readonly index?: string | undefined;
  /** The index software; default: detected from the URL. */
  readonly indexKind?: string | undefined;
  /** Base URL of the index's Simple API; default: by its kind. */
  readonly simpleUrl?: string | undefined;
  /** Authentication method; default: `auto`. */
  readonly auth?: AuthChoice | undefined;
  /** An API token; default: from `SHIPWHEEL_TOKEN` or the keyring. */
  readonly token?: string | undefined;
  /** PEM file with an additional CA certificate. */
  readonly ca?: string | undefined;
}

/** What requests of uploads have in common. */
interface UploadRequest {
  readonly said: TargetOverrides;
  readonly auth: AuthChoice;
  readonly token?: Secret;
  readonly ca?: string;
}

/** What options say of the index and of the credentials; the certificate is read, relative to `base`. */
export async function uploadRequest(
  base: string,
  { indexKind, simpleUrl, auth = "auto", token, ca }: UploadOptions,
  { files }: Pick<Ports, "files">,
): Promise<UploadRequest> {
  return {
    said: {
      ...(indexKind === undefined ? {} : { kind: indexKind }),
      ...(simpleUrl === undefined ? {} : { simple: simpleUrl }),
    },
    auth,
    ...(token === undefined ? {} : { token: new Secret(token.trim()) }),
    ...(ca === undefined ? {} : { ca: await files.readText(resolve(base, ca)) }),
  };
}
