import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { nodePorts, type NodePorts } from "../../src/adapters/node-ports.ts";
import { gitRunner } from "../../src/git/git-runner.ts";
import { openJournal } from "../../src/engine/journal/journal.ts";
import { openAssets, type ReleaseAssets } from "../../src/announce/assets.ts";
import type { StepAction } from "../../src/engine/steps/step.ts";
import { signatureName, signAction } from "../../src/release/steps/sign.ts";
import { gpgKey, keyHome, sshKey } from "../support/bump.ts";
import { gitRepository, type GitRepository } from "../support/git.ts";

let repository: GitRepository;
let home: ReturnType<typeof keyHome>;
let node: NodePorts;
let assets: ReleaseAssets;
beforeEach(() => {
  home = keyHome();
  repository = gitRepository();
  const PATH = process.env["PATH"] ?? "";
  node = nodePorts({ variables: { PATH, GNUPGHOME: home.path, GIT_CONFIG_GLOBAL: "/dev/null" } });
});
afterEach(async () => {
  await node[Symbol.asyncDispose]();
  repository[Symbol.dispose]();
  home[Symbol.dispose]();
});

async function stepOf(signer: "gpg" | "ssh"): Promise<StepAction> {
  const directory = join(repository.root, ".state");
  const journal = await openJournal(join(directory, "journal.jsonl"), node.ports);
  assets = await openAssets([], { directory, journal }, signatureName(signer), node.ports);
  await assets.add({ name: "a.txt", content: "a\n", contentType: "text/plain" });
  return signAction(assets, signer, gitRunner(repository.root, node.ports), node.ports);
}

const file = (name: string): string => join(assets.directory, name);
const names = async (): Promise<readonly string[]> => (await assets.all()).map((asset) => asset.name);

test("gpg signs with git's key, gpg verifies it, and other digests are signed again", async () => {
  const fingerprint = gpgKey(home.path);
  repository.git("config", "user.signingkey", fingerprint);
  const step = await stepOf("gpg");
  expect(await step.observe()).toMatchObject({ state: "absent" });
  expect(await names()).toEqual(["a.txt", "SHA256SUMS"]);
  await step.act();
  expect(await step.observe()).toMatchObject({ state: "done", proof: { key: fingerprint } });
  expect(await names()).toEqual(["a.txt", "SHA256SUMS", "SHA256SUMS.asc"]);
  const env = { PATH: process.env["PATH"] ?? "", GNUPGHOME: home.path };
  execFileSync("gpg", ["--verify", file("SHA256SUMS.asc"), file("SHA256SUMS")], { env, stdio: "pipe" });
  expect(readFileSync(file("SHA256SUMS"), "utf8")).toMatch(/^[0-9a-f]{64} \*a\.txt\n$/);
  await assets.add({ name: "b.txt", content: "b\n", contentType: "text/plain" });
  expect(await step.observe()).toMatchObject({ state: "absent" });
  await step.act();
  expect(await step.observe()).toMatchObject({ state: "done" });
});

test("a key of SSH in git's settings is not asked of gpg: the ring's own key signs", async () => {
  const fingerprint = gpgKey(home.path);
  repository.git("config", "user.signingkey", `${sshKey(home.path).key}.pub`);
  const step = await stepOf("gpg");
  await step.act();
  expect(await step.observe()).toMatchObject({ state: "done", proof: { key: fingerprint } });
});

test("ssh signs in the namespace of files, and ssh-keygen verifies it", async () => {
  const { key, allowed } = sshKey(home.path);
  repository.git("config", "user.signingkey", `${key}.pub`);
  const step = await stepOf("ssh");
  await step.act();
  expect(await step.observe()).toMatchObject({
    state: "done",
    proof: { file: "SHA256SUMS.sig", key: expect.stringMatching(/^SHA256:/) as string },
  });
  const verify = (namespace: string): string =>
    execFileSync(
      "ssh-keygen",
      ["-Y", "verify", "-f", allowed, "-I", "ada@example.org", "-n", namespace, "-s", file("SHA256SUMS.sig")],
      { input: readFileSync(file("SHA256SUMS")), encoding: "utf8", stdio: ["pipe", "pipe", "pipe"] },
    );
  expect(verify("file")).toContain("Good");
  expect(() => verify("git")).toThrow(/ssh-keygen/);
  const bytes = readFileSync(file("SHA256SUMS.sig"), "utf8");
  writeFileSync(file("SHA256SUMS.sig"), bytes.replace(/[A-Za-z](?=\n-----END)/, "0"));
  expect(await step.observe()).toMatchObject({ state: "absent" });
});

test.each([
  ["ssh", null, "user.signingkey is not set"],
  ["ssh", "/nowhere/key", "nowhere"],
  ["gpg", "0123456789ABCDEF", "secret key"],
] as const)("%s with the key %s: nothing is signed, and why is told", async (signer, key, words) => {
  if (key !== null) repository.git("config", "user.signingkey", key);
  const step = await stepOf(signer);
  const failure = await step.act().catch((error: unknown) => error);
  expect(failure).toMatchObject({
    code: "release/sign-failed",
    message: expect.stringContaining(words) as string,
  });
  expect(await step.observe()).toMatchObject({ state: "absent" });
});
