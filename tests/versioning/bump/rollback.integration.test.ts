import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nodePorts } from "../../../src/adapters/node-ports.ts";
import { bump, bumpFault, everything, identity, keyHome, STATIC } from "../../support/bump.ts";
import { gitRepository, type GitRepository } from "../../support/git.ts";
import type { Ports } from "../../../src/ports/ports.ts";

let repository: GitRepository;
beforeEach(() => {
  repository = gitRepository();
  repository.commit("chore: begin", STATIC);
  repository.tag("v0.1.0", "first");
  repository.commit("feat: new", { "a.txt": "one\n", "b.txt": "one\n" });
  // Work of the person's own, staged and not.
  repository.write({ "a.txt": "two\n" });
  repository.git("add", "a.txt");
  repository.write({ "a.txt": "three\n", "b.txt": "two\n", "new.txt": "new\n" });
});
afterEach(() => repository[Symbol.dispose]());

function hook(name: string, ...lines: readonly string[]): void {
  const text = `#!/bin/sh\n${lines.join("\n")}\n`;
  repository.write({ [`.git/hooks/${name}`]: { text, executable: true } });
}

/** Bumps, and holds everything to what it was before. */
async function fails(wish: Parameters<typeof bumpFault>[1] = {}): Promise<string> {
  const before = everything(repository);
  const fault = await bumpFault(repository.root, wish);
  expect(everything(repository)).toEqual(before);
  return `${fault.code}: ${fault.message}`;
}

describe("everything is as it was, byte for byte, when", () => {
  test("a hook refuses before the commit", async () => {
    hook("pre-commit", "echo 'no releases on a Friday' >&2", "exit 1");
    expect(await fails()).toMatch(/^version\/commit-failed: .*no releases on a Friday/);
  });

  test("a hook rewrites the files, stages them and then refuses", async () => {
    hook("pre-commit", "echo '# rewritten' >> pyproject.toml", "git add pyproject.toml", "exit 1");
    expect(await fails()).toMatch(/^version\/commit-failed/);
  });

  test("a hook refuses the message", async () => {
    hook("commit-msg", 'grep -q TICKET "$1" || { echo "no ticket"; exit 1; }');
    expect(await fails()).toMatch(/no ticket/);
    await bump(repository.root, { message: "release {version} TICKET-1" });
  });

  test("a hook refuses the tag, after the commit was made", async () => {
    const refuse =
      'while read -r old new ref; do case "$ref" in refs/tags/*) echo "tags are frozen" >&2; exit 1;; esac; done';
    hook("reference-transaction", '[ "$1" = prepared ] || exit 0', refuse);
    expect(await fails()).toMatch(/^version\/tag-failed: .*tags are frozen/);
  });

  test("the tag cannot be signed, after the commit was made", async () => {
    using home = keyHome();
    const wish = { sign: "gpg" as const, variables: { GNUPGHOME: home.path } };
    expect(await fails(wish)).toMatch(/^version\/tag-failed: .*gpg failed to sign/);
    repository.git("config", "user.signingkey", join(home.path, "none.pub"));
    expect(await fails({ sign: "ssh" })).toMatch(/^version\/tag-failed: .*none\.pub/);
    repository.git("config", "tag.gpgSign", "true");
    repository.git("config", "gpg.format", "ssh");
    expect(await fails()).toMatch(/^version\/tag-failed: .*none\.pub/);
  });

  test("the commit cannot be signed", async () => {
    using home = keyHome();
    repository.git("config", "commit.gpgsign", "true");
    expect(await fails({ variables: { GNUPGHOME: home.path } })).toMatch(/^version\/commit-failed/);
  });

  test("another git holds the index", async () => {
    repository.write({ ".git/index.lock": "" });
    expect(await fails()).toMatch(/^version\/commit-failed: .*index\.lock/);
  });

  test("a merge is under way", async () => {
    repository.git("reset", "--quiet", "--hard");
    repository.git("checkout", "--quiet", "-b", "side", "HEAD~1");
    repository.commit("fix: side", { "c.txt": "c\n" });
    repository.git("merge", "--quiet", "--no-commit", "--no-ff", "main");
    expect(await fails()).toMatch(/^version\/commit-failed: .*partial commit during a merge/);
  });

  test("the disk is full at the second file", async () => {
    const before = everything(repository);
    let writes = 0;
    const full = (ports: Ports): Ports => ({
      ...ports,
      files: {
        ...ports.files,
        write(path, content, options) {
          writes += 1;
          if (writes === 2) return Promise.reject(Object.assign(new Error("full"), { code: "ENOSPC" }));
          return ports.files.write(path, content, options);
        },
      },
    });
    await expect(bump(repository.root, { ports: full })).rejects.toMatchObject({ code: "ENOSPC" });
    expect(everything(repository)).toEqual(before);
  });

  test.each(["pre-commit", "post-commit"])("Ctrl-C comes while the hook %s runs", async (name) => {
    const mark = `${repository.root}-hook-runs`;
    hook(name, `touch '${mark}'`, "sleep 30");
    const before = everything(repository);
    const variables = identity();
    await using node = nodePorts({ variables });
    const running = bump(repository.root, { ports: () => node.ports });
    const poll = setInterval(() => {
      if (!existsSync(mark)) return;
      clearInterval(poll);
      node.interrupt();
    });
    await expect(running).rejects.toMatchObject({ code: "run/interrupted" });
    expect(everything(repository)).toEqual(before);
  });
});

test("a commit that somebody makes on top in between is not dropped with ours", async () => {
  hook(
    "post-commit",
    "[ -e .git/again ] && exit 0",
    "touch .git/again",
    "git commit -q --allow-empty -m theirs",
  );
  hook("reference-transaction", '[ "$1" = prepared ] || exit 0', "! grep -q refs/tags/");
  expect(await bumpFault(repository.root)).toMatchObject({ code: "version/not-taken-back" });
  expect(repository.git("log", "-1", "--format=%s")).toBe("theirs");
});
