import type { RunningIndex } from "../../src/index-server/start-index.ts";
import type { ClientRequest } from "../../src/ports/http.ts";
import type { Point } from "./faults.ts";
import type { WholeAnswer } from "./memory-network.ts";
import type { WorldForge } from "./world-forge.ts";

/** What a request is about. Throws for a server that is not of this world. */
export function pointOf(
  { method, url }: ClientRequest,
  index: RunningIndex,
  forge: WorldForge,
  sigstore: string | null,
): Point {
  const { origin, pathname } = new URL(url);
  if (origin === forge.origin) return { kind: "forge", what: forge.what(method, pathname) };
  if (origin === sigstore)
    return { kind: "sigstore", what: pathname.endsWith("/signingCert") ? "certificate" : "log" };
  if (pathname.startsWith("/oidc/")) return { kind: "issuer", what: "identity" };
  if (origin !== index.httpOrigin) throw new Error(`a request to a stranger: ${url}`);
  if (pathname.startsWith("/simple/")) return { kind: "index", what: "page" };
  if (pathname.startsWith("/stage/")) return { kind: "index", what: "preview" };
  if (pathname.startsWith("/upload/")) return { kind: "index", what: sessionAct(method, pathname) };
  if (pathname === "/legacy/") return { kind: "index", what: "upload" };
  return { kind: "index", what: pathname.split("/").at(-1) ?? "" };
}

/** What is done to a session, or to a file of it. */
function sessionAct(method: string, path: string): string {
  const [, , token, area = "session", id, act = "file"] = path.split("/");
  if (token === "") return "open a session";
  const what = area === "files" && id !== undefined ? act : area === "files" ? "announce" : area;
  return method === "POST" ? what : `${method === "GET" ? "look at a" : "remove a"} ${what}`;
}

/** The tokens of the wire: what is minted, what vouches for it. */
export function remember(secrets: Set<string>, { url }: ClientRequest, { body }: WholeAnswer): void {
  if (!url.includes("/oidc/")) return;
  const { token, value } = JSON.parse(Buffer.from(body).toString("utf8") || "{}") as Record<string, unknown>;
  for (const secret of [token, value]) if (typeof secret === "string") secrets.add(secret);
}
