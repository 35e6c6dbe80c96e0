/** Where a running index answers. */
export interface IndexAddresses {
  readonly http: string;
  /** Null without a TLS listener. */
  readonly https: string | null;
  readonly upload: string;
  readonly simple: string;
  /** Upload API 2.0; null when it is off. */
  readonly sessions: string | null;
  /** Where installers find what is here and what the user's own index has. */
  readonly route: string | null;
  readonly caFile: string | null;
  readonly token: string;
  readonly oidc: { readonly requestUrl: string; readonly requestToken: string; readonly issuer: string };
  readonly directory: string;
  readonly descriptions: { readonly rendered: boolean; readonly reason?: string };
}
