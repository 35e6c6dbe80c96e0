import type { Ports } from "../../ports/ports.ts";
import type { Secret } from "../../ports/secret.ts";

/** Who vouches for a workflow: an issuer of identity tokens (OpenID Connect). */
export interface IdentityProvider {
  readonly id: "github" | "gitlab" | "google" | "given";
  readonly title: string;
  /** A fresh identity token for an audience: each is good for one exchange. Throws `auth/no-identity`. */
  readonly identity: (audience: string) => Promise<Secret>;
  /** The publisher fields that the index needs for this identity, by the names on its page; pure. */
  readonly publisherFields: (claims: Readonly<Record<string, unknown>>) => readonly PublisherField[];
  /** Why an index of PyPI's rules will not take this identity, whatever its publisher's fields are; pure. */
  readonly obstacle?: (claims: Readonly<Record<string, unknown>>) => string | null;
}

/** A field of the index's trusted-publisher page, and what to write into it. */
export type PublisherField = readonly [name: string, value: string];

/** How a provider shows itself in the environment; null when it is not there. One file each, listed in `providers.ts`. */
export type DetectProvider = (
  ports: Pick<Ports, "environment" | "http" | "files" | "processes">,
) => IdentityProvider | null;
