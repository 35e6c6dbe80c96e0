import { Buffer } from "node:buffer";
import type { Secret } from "../ports/secret.ts";

/** The value of an Authorization header of the scheme Basic. */
export function authorization(user: string, token: Secret): string {
  return `Basic ${Buffer.from(`${user}:${token.reveal()}`).toString("base64")}`;
}
