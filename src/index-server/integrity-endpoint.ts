import type { ServerReply, ServerRequest } from "../ports/http.ts";
import { normalizeName } from "../version/names.ts";
import type { IndexContext } from "./context.ts";
import { acceptableOffers } from "./http/negotiate.ts";
import { jsonReply } from "./http/replies.ts";
import { releaseKey } from "./state/state.ts";

const TYPES = ["application/vnd.pypi.integrity.v1+json", "application/json"] as const;

/** `/integrity/<name>/<version>/<file>/provenance` (PEP 740); `path` is what follows `/integrity/`. */
export function integrityEndpoint(request: ServerRequest, path: string, context: IndexContext): ServerReply {
  const type = acceptableOffers(request.headers["accept"], TYPES)[0];
  if (type === undefined) return jsonReply(406, { message: "Request not acceptable" });
  const [name = "", version = "", file = "", leaf = ""] = path.split("/").map(decodeURIComponent);
  const project = context.store.state.projects.get(normalizeName(name));
  const stored = project?.releases.get(releaseKey(version))?.files.get(file);
  if (stored === undefined || stored.provenance === null || leaf !== "provenance") {
    return jsonReply(404, { message: `No provenance available for ${file}` });
  }
  return jsonReply(200, stored.provenance, {}, type);
}
