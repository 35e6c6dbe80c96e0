import { Buffer } from "node:buffer";
import { fault } from "../../findings/fault.ts";
import { Secret } from "../../ports/secret.ts";
import { claimText } from "./claims.ts";
import type { DetectProvider, PublisherField } from "./provider.ts";

/** Where Google's machines ask about themselves: a link-local name of the platform, not a public host. */
const METADATA_SERVER = "http://metadata.google.internal";
const TIMEOUT_MS = 10_000;
const REMEDY = "run it with a service account (Cloud Build: serviceAccount)";

/** Google Cloud (Cloud Build, Cloud Run, Compute Engine): the machine's metadata server vouches for its account. */
export const google: DetectProvider = ({ environment: { variables }, http }) => {
  const said = variables["GCE_METADATA_HOST"];
  const isThere =
    said !== undefined || variables["BUILDER_OUTPUT"] !== undefined || variables["K_SERVICE"] !== undefined;
  if (!isThere) return null;
  const origin = said === undefined ? METADATA_SERVER : `http://${said}`;
  return {
    id: "google",
    title: "Google Cloud",
    publisherFields,
    async identity(audience) {
      const url = new URL("/computeMetadata/v1/instance/service-accounts/default/identity", origin);
      url.searchParams.set("audience", audience);
      url.searchParams.set("format", "full");
      const answer = await http
        .request({
          method: "GET",
          url: url.href,
          headers: { "metadata-flavor": "Google" },
          timeoutMs: TIMEOUT_MS,
        })
        .catch((error: unknown) => {
          throw fault(
            "auth/no-identity",
            { words: (error as Error).message, remedy: REMEDY },
            { cause: error },
          );
        });
      const token = Buffer.from(answer.body).toString("utf8").trim();
      if (answer.status === 200 && token !== "") return new Secret(token);
      throw fault("auth/no-identity", {
        words: `the metadata server answered ${answer.status}`,
        remedy: REMEDY,
      });
    },
  };
};

function publisherFields(claims: Readonly<Record<string, unknown>>): readonly PublisherField[] {
  return [
    ["Email", claimText(claims, "email")],
    ["Subject", claimText(claims, "sub")],
  ];
}
