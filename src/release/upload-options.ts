import { resolve } from "node:path";
import type { Ports } from "../ports/ports.ts";
import { Address } from "../ports/address.ts";
import { Secret } from "../ports/secret.ts";
import { fault } from "../findings/fault.ts";
import type { TargetOverrides } from "../publish/choose-target.ts";
import type { AuthChoice } from "../publish/credentials/choose-credentials.ts";

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
  /** Null: nobody said one. */
  readonly index: string | null;
  readonly said: TargetOverrides;
  readonly auth: AuthChoice;
  readonly token?: Secret;
  readonly ca?: string;
}

/** What options say of the index and of the credentials; the certificate is read, relative to `base`. */
export async function uploadRequest(
  base: string,
  { index, indexKind, simpleUrl, auth = "auto", token, ca }: UploadOptions,
  { files }: Pick<Ports, "files">,
): Promise<UploadRequest> {
  const address = index !== undefined && /^https?:/i.test(index) ? addressOf(index, "--index") : null;
  const pages = simpleUrl === undefined ? null : addressOf(simpleUrl, "--simple-url");
  const given = [address, pages].find((each) => each !== null && each.hasCredentials) ?? null;
  return {
    index: address?.url ?? index ?? null,
    said: {
      ...(indexKind === undefined ? {} : { kind: indexKind }),
      ...(pages === null ? {} : { simple: pages.url }),
      ...(given === null ? {} : { given }),
    },
    auth,
    ...(token === undefined ? {} : { token: new Secret(token.trim()) }),
    ...(ca === undefined ? {} : { ca: await files.readText(resolve(base, ca)) }),
  };
}

/** An address from the command line or its variable: its credentials are used, and shown nowhere. */
function addressOf(text: string, option: string): Address {
  const address = Address.parse(text);
  if (address === null || !/^https?:/i.test(text)) throw fault("usage/bad-address", { option });
  return address;
}
