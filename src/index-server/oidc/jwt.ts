import { Buffer } from "node:buffer";
import { sign, verify, type KeyObject } from "node:crypto";

/** The claims of an identity token. */
export type Claims = Readonly<Record<string, unknown>>;

/** Seconds by which clocks may differ. */
const LEEWAY_SECONDS = 30;

/** A compact JWT, signed by RS256. */
export function signJwt(claims: Claims, key: KeyObject, keyId: string): string {
  const header = encode({ alg: "RS256", kid: keyId, typ: "JWT" });
  const input = `${header}.${encode(claims)}`;
  return `${input}.${sign("sha256", Buffer.from(input), key).toString("base64url")}`;
}

/** The claims without any verification, or null when the text is no JWT. */
export function decodeJwt(token: string): Claims | null {
  const [, payload] = split(token) ?? [];
  return payload === undefined ? null : parseObject(payload);
}

/** What a token has to satisfy. */
export interface JwtExpectation {
  readonly issuer: string;
  /** Exactly this one audience, as a string. */
  readonly audience: string;
  /** Unix seconds. */
  readonly now: number;
  /** The public key of a key id, or null. */
  readonly keyOf: (keyId: string) => KeyObject | null;
}

/** The claims of a genuine token; null when anything at all is wrong with it, for the caller is not told what. */
export function verifyJwt(token: string, expected: JwtExpectation): Claims | null {
  const [head, payload, signature] = split(token) ?? [];
  if (head === undefined || payload === undefined || signature === undefined) return null;
  const header = parseObject(head);
  const claims = parseObject(payload);
  if (header === null || claims === null) return null;
  if (header["alg"] !== "RS256" || typeof header["kid"] !== "string") return null;
  const key = expected.keyOf(header["kid"]);
  if (key === null) return null;
  const genuine = verify(
    "sha256",
    Buffer.from(`${head}.${payload}`),
    key,
    Buffer.from(signature, "base64url"),
  );
  if (!genuine || claims["iss"] !== expected.issuer || claims["aud"] !== expected.audience) return null;
  const { exp, iat, nbf } = claims as { exp?: unknown; iat?: unknown; nbf?: unknown };
  if (typeof exp !== "number" || typeof iat !== "number") return null;
  if (exp <= expected.now - LEEWAY_SECONDS || iat > expected.now + LEEWAY_SECONDS) return null;
  if (typeof nbf === "number" && nbf > expected.now + LEEWAY_SECONDS) return null;
  return claims;
}

function split(token: string): readonly string[] | null {
  const parts = token.split(".");
  return parts.length === 3 ? parts : null;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function parseObject(part: string): Claims | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Claims) : null;
  } catch {
    return null;
  }
}
