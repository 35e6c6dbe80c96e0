import { execFileSync } from "node:child_process";
import { afterEach, beforeEach, expect, test } from "vitest";
import { nodePorts } from "../../../src/adapters/node-ports.ts";
import {
  commitsSince,
  type CommitRange,
  type LoggedCommit,
} from "../../../src/versioning/history/commits-since.ts";
import { identity } from "../../support/bump.ts";
import { gitRepository, type GitRepository } from "../../support/git.ts";

let repository: GitRepository;
beforeEach(() => {
  repository = gitRepository();
});
afterEach(() => repository[Symbol.dispose]());

let processes = 0;
async function since(range: Partial<CommitRange> = {}): Promise<readonly LoggedCommit[]> {
  await using node = nodePorts({ variables: identity() });
  const commits = await commitsSince(repository.root, { since: null, paths: [], ...range }, node.ports);
  processes = node.ports.processes.started.get("git") ?? 0;
  return commits;
}

test("whole messages, newest first, by one process", async () => {
  const first = repository.commit("feat: one\n\nbody\n\nwith -- dashes\n\nRefs: #1");
  const second = repository.commit("fix: two\n\nBREAKING CHANGE: gone\n  and more");
  expect(await since()).toEqual([
    {
      hash: second,
      parents: [first],
      author: { name: "Ada", email: "ada@example.org" },
      date: expect.stringMatching(/^2026-01-01T00:0\d:00(?:Z|\+00:00)$/) as string,
      message: "fix: two\n\nBREAKING CHANGE: gone\n  and more",
    },
    expect.objectContaining({
      hash: first,
      parents: [],
      message: "feat: one\n\nbody\n\nwith -- dashes\n\nRefs: #1",
    }),
  ]);
  expect(processes).toBe(1);
});

test("from a tag on, whatever branches merged", async () => {
  repository.commit("chore: root");
  repository.tag("v1");
  repository.git("checkout", "--quiet", "-b", "side");
  repository.commit("feat: side");
  repository.git("checkout", "--quiet", "main");
  repository.commit("fix: main");
  repository.git("merge", "--quiet", "--no-ff", "-m", "Merge side", "side");
  const commits = await since({ since: "refs/tags/v1" });
  expect(commits.map((each) => each.message).toSorted()).toEqual(["Merge side", "feat: side", "fix: main"]);
  expect(commits.find((each) => each.message === "Merge side")?.parents).toHaveLength(2);
  expect(await since({ since: "HEAD" })).toEqual([]);
});

test("only what touches the paths, which are no patterns; a side branch that was merged counts", async () => {
  repository.commit("chore: root", { "a/x": "1", "b/x": "1", "a*/x": "1" });
  repository.tag("v1");
  repository.git("checkout", "--quiet", "-b", "side");
  repository.commit("feat: in a", { "a/x": "2" });
  repository.commit("fix: in a, back again", { "a/x": "1" });
  repository.git("checkout", "--quiet", "main");
  repository.commit("feat: in b", { "b/x": "2" });
  repository.commit("feat: in star", { "a*/x": "2" });
  repository.git("merge", "--quiet", "--no-ff", "-m", "Merge side", "side");
  const messages = async (...paths: readonly string[]) =>
    (await since({ since: "refs/tags/v1", paths })).map((each) => each.message);
  expect(await messages("a")).toEqual(
    expect.arrayContaining(["feat: in a", "fix: in a, back again"]) as string[],
  );
  expect(await messages("a")).not.toContain("feat: in star");
  expect(await messages("a*")).toContain("feat: in star");
  expect(await messages("a*")).not.toContain("feat: in a");
});

test("names and messages that are not UTF-8, and settings that change the output", async () => {
  repository.commit("chore: root");
  const tree = repository.git("rev-parse", "HEAD^{tree}");
  const raw = (name: Buffer, message: Buffer, encoding = ""): void => {
    const bytes = Buffer.concat([
      Buffer.from(`tree ${tree}\nparent ${repository.git("rev-parse", "HEAD")}\nauthor `),
      name,
      Buffer.from(
        ` <x@example.org> 1767225600 +0130\ncommitter C <c@example.org> 1767225600 +0000\n${encoding}\n`,
      ),
      message,
    ]);
    const options = { cwd: repository.root, input: bytes, encoding: "utf8" } as const;
    const hash = execFileSync("git", ["hash-object", "-t", "commit", "-w", "--stdin"], options).trim();
    repository.git("update-ref", "HEAD", hash);
  };
  raw(
    Buffer.from([0x4a, 0xf6, 0x72, 0x67]),
    Buffer.from("feat: latin \xe9\n", "latin1"),
    "encoding ISO-8859-1\n",
  );
  raw(Buffer.from([0xff, 0xfe]), Buffer.from("fix: broken \xe9\n\nBREAKING CHANGE: y\n", "latin1"));
  repository.git("config", "i18n.logOutputEncoding", "UTF-16");
  repository.git("config", "log.showSignature", "true");
  repository.git("config", "color.ui", "always");
  repository.git("config", "format.pretty", "oneline");
  repository.git("config", "log.follow", "true");
  const [broken, latin] = await since();
  expect(broken?.message).toBe("fix: broken \uFFFD\n\nBREAKING CHANGE: y");
  expect(broken?.author.email).toBe("x@example.org");
  expect(latin).toMatchObject({
    author: { name: "Jörg" },
    message: "feat: latin é",
    date: expect.stringContaining("+01:30") as string,
  });
});

test("what git cannot answer is its fault, in its words", async () => {
  repository.commit("chore: root");
  await expect(since({ since: "refs/tags/none" })).rejects.toMatchObject({
    code: "config/git-failed",
    message: expect.stringContaining("refs/tags/none") as string,
  });
});
