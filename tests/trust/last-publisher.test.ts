import { expect, test } from "vitest";
import type { IndexFacts } from "../../src/index-client/index-facts.ts";
import type { HttpClient } from "../../src/ports/http.ts";
import { lastPublisher } from "../../src/trust/last-publisher.ts";
import { publisherOf } from "../../src/trust/read-provenance.ts";

const provenance = (publisher: unknown): string =>
  JSON.stringify({ version: 1, attestation_bundles: [{ publisher, attestations: [] }] });
const GITHUB = { kind: "GitHub", repository: "Ada/Demo", workflow: "release.yml", environment: "pypi" };

test.each([
  [
    "GitHub",
    provenance(GITHUB),
    {
      provider: "github",
      repository: "Ada/Demo",
      workflow: "release.yml",
      environment: "pypi",
      pending: false,
    },
  ],
  [
    "GitHub without an environment",
    provenance({ ...GITHUB, environment: null }),
    { provider: "github", repository: "Ada/Demo", workflow: "release.yml", pending: false },
  ],
  [
    "GitLab",
    provenance({ kind: "GitLab", repository: "a/b/c", workflow_filepath: ".gitlab-ci.yml", environment: "" }),
    { provider: "gitlab", repository: "a/b/c", workflow: ".gitlab-ci.yml", pending: false },
  ],
  [
    "Google",
    provenance({ kind: "Google", email: "x@y.example" }),
    { provider: "google", email: "x@y.example", pending: false },
  ],
  ["nobody whom we know", provenance({ kind: "Buildkite" }), null],
  ["nobody", JSON.stringify({ version: 1, attestation_bundles: [] }), null],
  ["no JSON", "<html>", null],
])("the publisher that a provenance names: %s", (_what, text, publisher) => {
  expect(publisherOf(text)).toEqual(publisher);
});

const file = (version: string, day: number, provenanceUrl: string | null) => ({
  fileName: `demo-${version}.tar.gz`,
  version,
  sha256: "",
  size: null,
  uploadTime: new Date(Date.UTC(2026, 0, day)),
  yanked: false,
  provenance: provenanceUrl,
});
const FACTS: IndexFacts = {
  address: "",
  projects: new Map([
    [
      "demo",
      {
        name: "demo",
        status: "active",
        statusReason: null,
        files: [file("1.0", 1, "old"), file("1.1", 2, "new"), file("1.2", 3, null)],
      },
    ],
  ]),
  lookalikes: new Map(),
};

/** Answers each address with one text. */
function answering(asked: string[], status: number, text: string): { readonly http: HttpClient } {
  const request = (given: { readonly url: string }): Promise<unknown> => {
    asked.push(given.url);
    return status === 0
      ? Promise.reject(new Error("unreachable"))
      : Promise.resolve({ status, headers: {}, body: Buffer.from(text) });
  };
  return { http: { request } as unknown as HttpClient };
}

test.each([
  ["its publisher", 200, provenance(GITHUB), "github"],
  ["nothing for a file that is gone", 404, "", undefined],
  ["nothing for an index that is out of order", 503, "<html>", undefined],
  ["nothing for one that cannot be reached", 0, "", undefined],
])("the newest file that has a provenance tells %s", async (_what, status, text, provider) => {
  const asked: string[] = [];
  const found = await lastPublisher("Demo", FACTS, answering(asked, status, text));
  expect(asked).toEqual(["new"]);
  expect(found?.provider).toBe(provider);
});

test("a project that is not there has no last publisher, and nobody is asked", async () => {
  const asked: string[] = [];
  expect(await lastPublisher("other", FACTS, answering(asked, 200, ""))).toBeNull();
  expect(await lastPublisher("demo", null, answering(asked, 200, ""))).toBeNull();
  expect(asked).toEqual([]);
});
