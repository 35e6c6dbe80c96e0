import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { gitlab } from "../../src/forge/gitlab.ts";
import { Secret } from "../../src/ports/secret.ts";
import { gitlabServer, type GitLabServer } from "../support/gitlab-server.ts";
import { forgeContract, TEXT, type TriedForge } from "./contract.ts";

const TOKEN = "glpat-0123456789";

async function start(isJobToken: boolean): Promise<TriedForge & { readonly server: GitLabServer }> {
  const node = nodePorts({});
  const server = await gitlabServer("group/sub/demo", TOKEN, node.ports);
  return {
    server,
    forge: gitlab("group/sub/demo", new Secret(TOKEN), { api: server.api, isJobToken }, node.ports),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await node[Symbol.asyncDispose]();
    },
  };
}

forgeContract("GitLab with a person's token", () => start(false));
forgeContract("GitLab with a job's token", () => start(true));

test("a release links to its files, not to the notes that marked it", async () => {
  await using tried = await start(false);
  const draft = await tried.forge.draft(TEXT);
  await tried.forge.publish(draft, TEXT);
  expect(tried.server.releases.get("v1.0.0")).toMatchObject({ ref: TEXT.commit, assets: { links: [] } });
});

test("publishing again finds what is published", async () => {
  await using tried = await start(false);
  const draft = await tried.forge.draft(TEXT);
  const first = await tried.forge.publish(draft, TEXT);
  expect(await tried.forge.publish(draft, TEXT)).toEqual(first);
});
