import { Buffer } from "node:buffer";
import * as v from "valibot";
import type { RecordedPublisher } from "../config/sections/publishers.ts";
import type { HttpClient } from "../ports/http.ts";
import { parseJson } from "../text/json.ts";

const MAX_BYTES = 4 * 1024 * 1024;
const TIMEOUT_MS = 30_000;

const publisher = v.union([
  v.object({
    kind: v.literal("GitHub"),
    repository: v.string(),
    workflow: v.string(),
    environment: v.nullish(v.string()),
  }),
  v.object({
    kind: v.literal("GitLab"),
    repository: v.string(),
    workflow_filepath: v.string(),
    environment: v.nullish(v.string()),
  }),
  v.object({ kind: v.literal("Google"), email: v.string() }),
]);

const provenance = v.object({ attestation_bundles: v.array(v.object({ publisher })) });

/** The publisher of a file by its provenance (PEP 740), as it is served at this address; null when it cannot be read. */
export async function readProvenance(
  url: string,
  { http }: { readonly http: HttpClient },
): Promise<RecordedPublisher | null> {
  try {
    const headers = { accept: "application/vnd.pypi.integrity.v1+json, application/json;q=0.9" };
    const answer = await http.request({
      method: "GET",
      url,
      headers,
      maxBytes: MAX_BYTES,
      timeoutMs: TIMEOUT_MS,
    });
    return answer.status === 200 ? publisherOf(Buffer.from(answer.body).toString("utf8")) : null;
  } catch {
    return null;
  }
}

/** The publisher that a provenance document names first. */
export function publisherOf(text: string): RecordedPublisher | null {
  const read = v.safeParse(provenance, parseJson(text));
  const named = read.success ? read.output.attestation_bundles[0]?.publisher : undefined;
  if (named === undefined) return null;
  if (named.kind === "Google") return { provider: "google", email: named.email, pending: false };
  const environment =
    named.environment == null || named.environment === "" ? {} : { environment: named.environment };
  const { repository } = named;
  return named.kind === "GitHub"
    ? { provider: "github", repository, workflow: named.workflow, ...environment, pending: false }
    : { provider: "gitlab", repository, workflow: named.workflow_filepath, ...environment, pending: false };
}
