import { Buffer } from "node:buffer";
import type { HttpClient } from "../../ports/http.ts";
import { fault } from "../../findings/fault.ts";
import { Secret } from "../../ports/secret.ts";
import { serverMessage } from "../server-message.ts";
import { claimText } from "./claims.ts";
import type { DetectProvider, IdentityProvider, PublisherField } from "./provider.ts";

const TIMEOUT_MS = 30_000;
const REMEDY = "give the workflow's job the permission id-token: write";

/** GitHub Actions: the runner names an address that gives identity tokens, and a token for it. */
export const github: DetectProvider = ({ environment: { variables }, http }) => {
  const url = variables["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "";
  const token = variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] ?? "";
  return url === "" || token === "" ? null : githubIdentity(url, new Secret(token), http);
};

/** Identities from GitHub's issuer, or from one that speaks as it does. */
export function githubIdentity(requestUrl: string, requestToken: Secret, http: HttpClient): IdentityProvider {
  return {
    id: "github",
    title: "GitHub Actions",
    publisherFields,
    obstacle,
    async identity(audience) {
      const url = new URL(requestUrl);
      url.searchParams.set("audience", audience);
      const answer = await http
        .request({
          method: "GET",
          url: url.href,
          headers: { authorization: `bearer ${requestToken.reveal()}`, accept: "application/json" },
          timeoutMs: TIMEOUT_MS,
        })
        .catch((error: unknown) => {
          throw fault(
            "auth/no-identity",
            { words: (error as Error).message, remedy: REMEDY },
            { cause: error },
          );
        });
      const value = answer.status === 200 ? valueOf(answer.body) : null;
      if (value !== null) return new Secret(value);
      const words = serverMessage(answer) || `status ${answer.status}`;
      throw fault("auth/no-identity", { words, remedy: REMEDY });
    },
  };
}

function valueOf(body: Uint8Array): string | null {
  try {
    const { value } = JSON.parse(Buffer.from(body).toString("utf8")) as { value?: unknown };
    return typeof value === "string" ? value : null;
  } catch {
    return null;
  }
}

/** PyPI compares the workflow that is *called* (`job_workflow_ref`), which differs from the caller in a reusable one. */
function publisherFields(claims: Readonly<Record<string, unknown>>): readonly PublisherField[] {
  const [owner = "", name = ""] = claimText(claims, "repository").split("/");
  return [
    ["Owner", owner],
    ["Repository name", name],
    ["Workflow name", workflowOf(claimText(claims, "job_workflow_ref")).file],
    ["Environment name", claimText(claims, "environment") || "(leave it empty)"],
  ];
}

/** `owner/name/.github/workflows/file@reference`, taken apart. */
function workflowOf(reference: string): { readonly repository: string; readonly file: string } {
  const [, repository = "", file = ""] = /^(.+)\/\.github\/workflows\/([^@]+)@/.exec(reference) ?? [];
  return { repository, file };
}

function obstacle(claims: Readonly<Record<string, unknown>>): string | null {
  if (claimText(claims, "event_name") === "pull_request_target")
    return "the workflow was triggered by pull_request_target, whose runs cannot publish: trigger it by a tag or a release";
  const repository = claimText(claims, "repository");
  const called = workflowOf(claimText(claims, "job_workflow_ref"));
  if (called.repository === "" || called.repository.toLowerCase() === repository.toLowerCase()) return null;
  const caller = workflowOf(claimText(claims, "workflow_ref")).file;
  return `the job runs in ${called.file} of ${called.repository}, a reusable workflow of another repository than ${repository}, which no publisher can name: publish in a job of ${caller === "" ? "your own workflow" : caller} itself`;
}
