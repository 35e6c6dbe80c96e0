import { expect, test } from "vitest";
import { nodePorts } from "../../../src/adapters/node-ports.ts";
import { parseVersion } from "../../../src/version/pep440.ts";
import { messagesSince } from "../../../src/versioning/history/commits-since.ts";
import { sinceReleases } from "../../../src/versioning/history/since-releases.ts";
import { readReleaseLine, straightLine } from "../../../src/versioning/tags/release-line.ts";
import type { ProjectTag } from "../../../src/versioning/tags/read-tags.ts";
import { gitRepository, type GitRepository } from "../../support/git.ts";

/** A history of branches, merges and releases, which go up and sometimes down; the same for the same seed. */
function grow(repository: GitRepository, seed: number): readonly string[] {
  let state = seed;
  const random = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  const branches = ["main"];
  const tags: string[] = [];
  repository.commit("begin", { "0": "" });
  for (let step = 1; step <= 16; step += 1) {
    const kind = random(7);
    const branch = branches[random(branches.length)] ?? "main";
    if (kind === 0 && branches.length < 3) {
      branches.push(`b${step}`);
      repository.git("switch", "--quiet", "-c", `b${step}`);
    } else if (kind === 1) repository.git("switch", "--quiet", branch);
    else if (kind === 2) repository.git("merge", "--quiet", "--no-ff", "-m", `merge ${branch}`, branch);
    else if (kind === 3) {
      const name = `${random(5) === 0 ? step - 3 : step}.0${random(6) === 0 ? "rc1" : ""}`;
      if (/^[1-9]/.test(name) && !tags.includes(name)) {
        repository.tag(name, name);
        tags.push(name);
      }
    } else repository.commit(`change ${step}`, { [`f${step}`]: "" });
  }
  return tags;
}

function releasesOf(repository: GitRepository, tags: readonly string[], head: string): readonly ProjectTag[] {
  return tags.map((name) => {
    const version = parseVersion(name);
    if (version === null) throw new Error(name);
    const commit = repository.git("rev-parse", `${name}^{commit}`);
    return { name, commit, version, text: name, atHead: commit === head };
  });
}

test("the one walk of a straight history says what the whole history says, and leaves the others", async () => {
  let straight = 0;
  for (let seed = 1; seed <= 12; seed += 1) {
    using repository = gitRepository();
    const head = (): string => repository.git("rev-parse", "HEAD");
    const tags = releasesOf(repository, grow(repository, seed), head());
    await using node = nodePorts({});
    const finals = tags.filter(({ version }) => version.pre === null).map(({ commit }) => commit);
    const since = await sinceReleases(repository.root, finals, node.ports);
    const line = straightLine(tags, head(), since);
    if (line === null) continue;
    straight += 1;
    const whole = await readReleaseLine(repository.root, tags, node.ports);
    expect([seed, line.last?.name, line.lastFinal?.name, line.leftBehind]).toEqual([
      seed,
      whole.last?.name,
      whole.lastFinal?.name,
      whole.leftBehind,
    ]);
    const range = { since: line.lastFinal === null ? null : `refs/tags/${line.lastFinal.name}`, paths: [] };
    const known = await messagesSince(repository.root, range, node.ports);
    expect([seed, ...since.commits]).toEqual([seed, ...known]);
  }
  // Neither all nor none of them.
  expect(straight).toBeGreaterThan(2);
  expect(straight).toBeLessThan(12);
});

test("a history whose end is a tag of another branch is not straight", async () => {
  using repository = gitRepository();
  repository.commit("a", { a: "" });
  repository.tag("1.0", "1.0");
  repository.commit("fix: b", { b: "" });
  repository.git("switch", "--quiet", "-c", "release");
  repository.commit("c", { c: "" });
  repository.tag("0.9", "0.9");
  repository.git("switch", "--quiet", "main");
  repository.commit("fix: d", { d: "" });
  const head = repository.git("rev-parse", "HEAD");
  const tags = releasesOf(repository, ["1.0", "0.9"], head);
  await using node = nodePorts({});
  const hashes = tags.map(({ commit }) => commit);
  const since = await sinceReleases(repository.root, hashes, node.ports);
  expect(straightLine(tags, head, since)).toBeNull();
  expect((await readReleaseLine(repository.root, tags, node.ports)).last?.name).toBe("1.0");
});
