import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { nodePorts } from "../../../src/adapters/node-ports.ts";
import { gitRunner } from "../../../src/git/git-runner.ts";
import { verifyTag, type TagFacts } from "../../../src/git/tag.ts";
import { bump, gpgKey, identity, keyHome, sshKey, STATIC } from "../../support/bump.ts";
import { gitRepository, type GitRepository } from "../../support/git.ts";

let repository: GitRepository;
let home: ReturnType<typeof keyHome>;
beforeEach(() => {
  home = keyHome();
  repository = gitRepository();
  repository.commit("feat: begin", STATIC);
});
afterEach(() => {
  repository[Symbol.dispose]();
  home[Symbol.dispose]();
});

async function facts(
  name: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<TagFacts | null> {
  await using node = nodePorts({ variables: { ...identity(), ...variables } });
  return await verifyTag(gitRunner(repository.root, node.ports), name);
}

test("GPG signs with git's own key, and git verifies it", async () => {
  const fingerprint = gpgKey(home.path);
  const variables = { GNUPGHOME: home.path };
  repository.git("config", "user.signingkey", fingerprint);
  await bump(repository.root, { sign: "gpg", variables });
  expect(await facts("v0.1.0", variables)).toMatchObject({
    annotated: true,
    signature: "gpg",
    verified: true,
    words: expect.stringMatching(/Good signature from "Ada/) as string,
  });
  const env = { ...identity(), ...variables };
  execFileSync("git", ["verify-tag", "v0.1.0"], { cwd: repository.root, env, stdio: "pipe" });
  // Whoever has not got the key cannot tell.
  using stranger = keyHome();
  expect(await facts("v0.1.0", { GNUPGHOME: stranger.path })).toMatchObject({
    signature: "gpg",
    verified: false,
  });
});

test("SSH signs, and ssh-keygen verifies it", async () => {
  const { key, allowed } = sshKey(home.path);
  repository.git("config", "user.signingkey", `${key}.pub`);
  repository.git("config", "gpg.ssh.allowedSignersFile", allowed);
  await bump(repository.root, { sign: "ssh" });
  expect(await facts("v0.1.0")).toMatchObject({ signature: "ssh", verified: true });
  repository.git("config", "gpg.ssh.allowedSignersFile", join(home.path, "nobody"));
  expect(await facts("v0.1.0")).toMatchObject({ signature: "ssh", verified: false });
});

test("the configuration signs, and so does git's own", async () => {
  const { key } = sshKey(home.path);
  repository.git("config", "user.signingkey", key);
  const pyproject = `${STATIC["pyproject.toml"] as string}[tool.shipwheel.version]\nsign = "ssh"\n`;
  repository.commit("fix: sign", { "pyproject.toml": pyproject });
  await bump(repository.root);
  expect(await facts("v0.1.0")).toMatchObject({ signature: "ssh" });
  repository.git("config", "gpg.format", "ssh");
  repository.commit("fix: a", {
    "pyproject.toml": pyproject.replace('"ssh"', '"none"'),
  });
  await bump(repository.root);
  expect(await facts("v0.1.1")).toMatchObject({ annotated: true, signature: "none", verified: null });
  repository.git("config", "tag.gpgSign", "true");
  repository.commit("fix: b");
  await bump(repository.root);
  expect(await facts("v0.1.2")).toMatchObject({ signature: "ssh" });
  repository.commit("fix: c");
  await bump(repository.root, { sign: "git" });
  expect(await facts("v0.1.3")).toMatchObject({ signature: "ssh" });
});

test("a lightweight tag and a missing one are told as what they are", async () => {
  repository.tag("light");
  expect(await facts("light")).toMatchObject({ annotated: false, signature: "none", verified: null });
  expect(await facts("gone")).toBeNull();
});
