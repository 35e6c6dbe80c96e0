import type { Secret } from "../ports/secret.ts";
import type { IndexDialect } from "../index-client/dialects/dialect.ts";
import type { IdentityProvider } from "./identity/provider.ts";

/** An index: where distributions go, and where what it has is shown. */
export interface UploadIndex {
  /** What people call it: in findings and faults. */
  readonly title: string;
  readonly dialect: IndexDialect;
  readonly uploadUrl: string;
  /** The parent of the project pages; null: the index has none that could be asked first. */
  readonly simpleUrl: string | null;
  /** Root endpoint of the Upload 2.0 API (PEP 694); null: it has none, or none is to be used; absent: nobody asked yet. */
  readonly sessions?: string | null;
  /** PEM of an authority to trust besides the usual ones. */
  readonly ca?: string;
}

/** As whom: a workflow that trusts its identity issuer, or somebody with an API token. */
export type PublishCredentials =
  | { readonly kind: "trusted-publishing"; readonly provider: IdentityProvider }
  | {
      readonly kind: "token";
      readonly token: Secret;
      /** Only where the index wants a name beside the token; default: the dialect's. */
      readonly user?: string;
      /** Where it came from: `SHIPWHEEL_TOKEN`, the keyring. */
      readonly source: string;
    };
