import type { Secret } from "../values/secret.ts";

/** Where distributions go, and as whom. */
export interface PublishTarget {
  /** What people call it: in findings and faults. */
  readonly title: string;
  readonly uploadUrl: string;
  /** The parent of the project pages; null: the index has none that could be asked first. */
  readonly simpleUrl: string | null;
  /** PEM of an authority to trust besides the usual ones. */
  readonly ca?: string;
  readonly credentials: PublishCredentials;
}

/** As whom: a workflow that trusts its identity issuer, or somebody with an API token. */
export type PublishCredentials =
  | {
      readonly kind: "trusted-publishing";
      /** ACTIONS_ID_TOKEN_REQUEST_URL. */
      readonly requestUrl: string;
      /** ACTIONS_ID_TOKEN_REQUEST_TOKEN. */
      readonly requestToken: Secret;
    }
  | { readonly kind: "token"; readonly token: Secret };
