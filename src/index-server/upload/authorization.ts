import { Buffer } from "node:buffer";
import type { Identity, TokenRegistry } from "../oidc/tokens.ts";

/** What an Authorization header says. */
export type Credentials =
  | { readonly kind: "none" }
  | { readonly kind: "password" }
  | { readonly kind: "identity"; readonly identity: Identity };

/**
 * Reads Basic with the user `__token__`, and the `token` and `bearer` schemes that PyPI takes too (protocol page,
 * section 1.2). An unknown token is like none.
 */
export function readCredentials(header: string | undefined, tokens: TokenRegistry): Credentials {
  const [, scheme = "", value = ""] = /^(\S+)\s+(.*)$/.exec(header?.trim() ?? "") ?? [];
  switch (scheme.toLowerCase()) {
    case "basic":
      return fromBasic(Buffer.from(value, "base64").toString("utf8"), tokens);
    case "token":
    case "bearer":
      return fromToken(value, tokens);
    default:
      return { kind: "none" };
  }
}

function fromBasic(pair: string, tokens: TokenRegistry): Credentials {
  const colon = pair.indexOf(":");
  if (colon < 0) return { kind: "none" };
  if (pair.slice(0, colon) !== "__token__") return { kind: "password" };
  return fromToken(pair.slice(colon + 1), tokens);
}

function fromToken(token: string, tokens: TokenRegistry): Credentials {
  const identity = tokens.find(token.trim());
  return identity === null ? { kind: "none" } : { kind: "identity", identity };
}
