import { expect, test } from "vitest";
import { outerIndexes } from "../../src/index-client/upstream-indexes.ts";
import { workflowIdentity } from "../../src/rehearse/workflow-identity.ts";
import { ENDPOINTS } from "../../src/index-client/endpoints.ts";
import type { IndexConfiguration } from "../../src/toolbox/index-configuration.ts";
import type { SourceTree } from "../../src/tree/source-tree.ts";
import { Secret } from "../../src/ports/secret.ts";

const NONE: IndexConfiguration = {
  default: null,
  extra: [],
  findLinks: [],
  certificate: null,
  trustedHosts: [],
  netrc: null,
};

test("without a configuration dependencies come from PyPI", () => {
  expect(outerIndexes(NONE)).toEqual([{ id: "default", url: ENDPOINTS.pypi.simpleUrl }]);
});

test("the user's indexes keep their order; credentials become a header that does not print", () => {
  const address = { username: "me", password: new Secret("s3cret"), source: "test" };
  const made = outerIndexes({
    ...NONE,
    default: { url: "http://127.0.0.1:1/simple/", username: null, password: null, source: "test" },
    extra: [{ ...address, url: "http://127.0.0.1:2/simple/" }],
  });
  expect(made.map((each) => [each.id, each.url])).toEqual([
    ["default", "http://127.0.0.1:1/simple/"],
    ["extra-0", "http://127.0.0.1:2/simple/"],
  ]);
  expect(made[1]?.authorization?.reveal()).toBe(`Basic ${Buffer.from("me:s3cret").toString("base64")}`);
  expect(JSON.stringify(made)).not.toContain(Buffer.from("me:s3cret").toString("base64"));
});

function tree(
  remoteUrl: string | null,
  files: readonly string[],
  tags: readonly string[] = [],
): Parameters<typeof workflowIdentity>[0] {
  return {
    files: files.map((path) => ({ path, executable: false, kind: "file" })),
    git: { remoteUrl, tagsAtHead: tags, branch: "main", head: "a".repeat(40) },
  } as unknown as SourceTree;
}

test.each([
  ["https://git.example.invalid/owner/name.git", "owner/name"],
  ["git@git.example.invalid:owner/name.git", "owner/name"],
  ["https://git.example.invalid/owner/name", "owner/name"],
])("the workflow's repository is read from the remote %s", (remote, repository) => {
  expect(workflowIdentity(tree(remote, []))).toMatchObject({ repository });
});

test("the workflow file is the one that publishes; the ref is the tag, else the branch", () => {
  const files = [".github/workflows/ci.yml", ".github/workflows/publish-pypi.yaml", "setup.py"];
  expect(workflowIdentity(tree(null, files, ["v1.0"]))).toEqual({
    workflow: "publish-pypi.yaml",
    ref: "refs/tags/v1.0",
    sha: "a".repeat(40),
  });
  expect(workflowIdentity(tree(null, [files[0] ?? ""]))).toMatchObject({
    workflow: "ci.yml",
    ref: "refs/heads/main",
  });
});
