import { Buffer } from "node:buffer";
import type { HttpClient } from "../../ports/http.ts";
import { fault } from "../../values/fault.ts";
import { Secret } from "../../values/secret.ts";
import { serverMessage } from "../server-message.ts";
import { claimText } from "./claims.ts";
import type { DetectProvider, IdentityProvider, PublisherField } from "./provider.ts";

const TIMEOUT_MS = 30_000;

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
          throw fault("auth/no-identity", { words: (error as Error).message }, { cause: error });
        });
      const value = answer.status === 200 ? valueOf(answer.body) : null;
      if (value !== null) return new Secret(value);
      throw fault("auth/no-identity", { words: serverMessage(answer) || `status ${answer.status}` });
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
  const called = claimText(claims, "job_workflow_ref");
  return [
    ["Owner", owner],
    ["Repository name", name],
    ["Workflow name", /\.github\/workflows\/([^@]+)@/.exec(called)?.[1] ?? ""],
    ["Environment name", claimText(claims, "environment") || "(leave it empty)"],
  ];
}
