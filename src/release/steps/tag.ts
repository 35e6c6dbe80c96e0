import type { ReleaseTag } from "./release-tag.ts";
import type { Finding } from "../../findings/finding.ts";
import { gitWords, type GitRunner } from "../../git/git-runner.ts";
import { createTag, verifyTag } from "../../git/tag.ts";
import { fault } from "../../findings/fault.ts";
import type { Ports } from "../../ports/ports.ts";
import { foundOnIndex } from "./upload.ts";
import type { StepAction, StepDefinition } from "../../engine/steps/step.ts";
import type { DecidedRelease } from "../decide-release.ts";
import type { RehearsedMaterial } from "../material.ts";
import { TAG_SIGNATURE_INVALID, TAG_STANDS_ELSEWHERE } from "../release-rules.ts";

/** What the tag steps use: a tag that names other bytes than the index has could not be taken back. */
type Tagging = Pick<RehearsedMaterial, "release" | "git" | "files" | "target" | "look" | "state">;

/** Tags the commit of the release. */
export const tag: StepDefinition<Pick<DecidedRelease, "tag">, Tagging> = {
  id: "tag",
  phase: "version",
  reversible: true,
  plan: ({ tag: planned }) =>
    planned === null
      ? null
      : { title: `tag ${planned.commit.slice(0, 12)} as ${planned.name}`, subject: planned.name },
  carryOut(material, ports) {
    const { release, git } = material;
    if (release.tag === null) throw new Error("a tag was planned, but there is none");
    return unlessOnIndex(tagAction(release.tag, git), material, ports);
  },
};

/** Pushes the tag, where there is a remote. */
export const pushTag: StepDefinition<Pick<DecidedRelease, "tag" | "remote">, Tagging> = {
  id: "push-tag",
  phase: "version",
  reversible: true,
  plan: ({ tag: planned, remote }) =>
    planned === null || remote === null
      ? null
      : { title: `push the tag ${planned.name} to ${remote}`, subject: planned.name },
  carryOut(material, ports) {
    const { release, git } = material;
    if (release.tag === null || release.remote === null)
      throw new Error("a push was planned, but there is no tag or no remote");
    const push = pushTagAction(release.tag, release.remote, git);
    return unlessOnIndex(push, material, ports, () => isTagMade(material.state));
  },
};

/** An action that makes something public, unless the index has other bytes. `hasLooked`: whether that was just seen. */
function unlessOnIndex(
  action: StepAction,
  material: Tagging,
  ports: Pick<Ports, "clock">,
  hasLooked: () => boolean = () => false,
): StepAction {
  return {
    ...action,
    async act() {
      const found = hasLooked() ? [] : await foundOnIndex(material, ports);
      return found.length > 0 ? found : action.act();
    },
  };
}

/** Whether the step before made the tag, and looked for that. */
function isTagMade({ journal }: Tagging["state"]): boolean {
  const made = journal.entries.findLast(({ type, data }) => type === "done" && data["step"] === "tag");
  return made?.data["outcome"] === "done";
}

/** Tags the commit; done when the tag is on it, and its signature (if one is asked for) holds. */
export function tagAction(tag: ReleaseTag, git: GitRunner): StepAction {
  return {
    async observe() {
      const there = await verifyTag(git, tag.name);
      if (there === null) return { state: "absent", detail: `there is no tag ${tag.name}` };
      if (there.commit !== tag.commit) return { state: "conflict", findings: [elsewhere(tag, there.commit)] };
      if (there.verified === false) return { state: "conflict", findings: [badSignature(tag, there.words)] };
      const { object, commit, signature } = there;
      const kind = signature === "none" ? "" : `, signed (${signature})`;
      const proof = { tag: tag.name, object, commit, signature };
      return { state: "done", detail: `${tag.name} is on ${commit.slice(0, 12)}${kind}`, proof };
    },
    async act() {
      await createTag(git, tag);
      return [];
    },
  };
}

/** Pushes the tag; done when the remote has the same tag object. */
export function pushTagAction(
  tag: Pick<ReleaseTag, "name" | "commit">,
  remote: string,
  git: GitRunner,
): StepAction {
  const reference = `refs/tags/${tag.name}`;
  return {
    async observe() {
      const asked = await git.run(["ls-remote", "--", remote, reference, `${reference}^{}`]);
      if (asked.status !== 0) {
        throw fault("forge/unreachable", { forge: remote, reason: gitWords(asked, "ls-remote") });
      }
      const lines = asked.stdout.split("\n").map((line) => line.split("\t"));
      const object = lines.find(([, name]) => name === reference)?.[0];
      if (object === undefined) return { state: "absent", detail: `${remote} has no tag ${tag.name}` };
      const commit = lines.find(([, name]) => name === `${reference}^{}`)?.[0] ?? object;
      if (commit !== tag.commit) return { state: "conflict", findings: [elsewhere(tag, commit, remote)] };
      return { state: "done", detail: `${remote} has it`, proof: { remote, tag: tag.name, object, commit } };
    },
    async act() {
      const pushed = await git.run(["push", "--no-follow-tags", "--", remote, `${reference}:${reference}`]);
      if (pushed.status === 0) return [];
      // Another machine may have been faster: what is there decides, not who brought it.
      const there = await git.run(["ls-remote", "--", remote, reference]);
      if (there.status === 0 && there.stdout.trim() !== "") return [];
      throw fault("forge/refused", {
        forge: remote,
        action: `accept the tag ${tag.name}`,
        words: gitWords(pushed, "push"),
        remedy:
          "check that this machine has permission to push there and that no repository rule blocks the tag",
      });
    },
  };
}

function elsewhere(
  tag: Pick<ReleaseTag, "name" | "commit">,
  commit: string,
  where = "this repository",
): Finding {
  return TAG_STANDS_ELSEWHERE.finding({
    message: `the tag ${tag.name} of ${where} is on ${commit.slice(0, 12)}, not on ${tag.commit.slice(0, 12)}`,
    why: "a release tag permanently records which commit the release was made from",
    help: `release the commit of the tag (git checkout ${tag.name}), or use a new version: shipwheel version bump`,
    subject: tag.name,
    details: { tag: tag.name, stands: commit, wanted: tag.commit },
  });
}

function badSignature(tag: Pick<ReleaseTag, "name">, words: string): Finding {
  return TAG_SIGNATURE_INVALID.finding({
    message: `the signature of the tag ${tag.name} is not valid: ${words}`,
    why: "users who verify it would reject the release",
    help: `make the signer's key known to git, or create the tag again: git tag -d ${tag.name}`,
    subject: tag.name,
  });
}
