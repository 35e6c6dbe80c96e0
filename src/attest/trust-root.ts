import { TrustedRoot } from "@sigstore/protobuf-specs";
import { toTrustMaterial, type TrustMaterial } from "@sigstore/verify";
import { fault } from "../findings/fault.ts";
import { PUBLIC_TRUST_ROOT, PUBLIC_TRUST_ROOT_TITLE } from "./data/public-trust-root.ts";

/** Whose certificates and logs are believed. */
export interface TrustRoot {
  /** Where it is from, for people. */
  readonly title: string;
  readonly material: TrustMaterial;
}

/** The bundled keys of the public instance: what is needed to verify PyPI's attestations without any network. */
export function publicTrustRoot(): TrustRoot {
  return readTrustRoot(PUBLIC_TRUST_ROOT, PUBLIC_TRUST_ROOT_TITLE);
}

/** A `trusted_root.json` that the user names. */
export interface NamedTrustRoot {
  readonly title: string;
  readonly text: string;
}

/** The root that is named, else the public instance's. Throws `attest/trust-root`. */
export function trustRootOf(named: NamedTrustRoot | null): TrustRoot {
  return named === null ? publicTrustRoot() : readTrustRoot(named.text, named.title);
}

/** Reads a `trusted_root.json`. Throws `attest/trust-root`. */
export function readTrustRoot(text: string, title: string): TrustRoot {
  try {
    const root = TrustedRoot.fromJSON(JSON.parse(text));
    if (root.certificateAuthorities.length === 0 || root.tlogs.length === 0)
      throw new Error("it names no authority or no log");
    return { title, material: toTrustMaterial(root) };
  } catch (error) {
    throw fault("attest/trust-root", { file: title, reason: (error as Error).message }, { cause: error });
  }
}
