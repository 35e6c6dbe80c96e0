import type { Ports } from "../ports/ports.ts";
import { proveCredentials } from "../publish/prove-credentials.ts";
import type { PublishTarget } from "../publish/target.ts";
import { fault } from "../findings/fault.ts";
import type { Finding } from "../findings/finding.ts";
import { gitRunner, gitWords, type GitRunner } from "../git/git-runner.ts";
import type { Journal } from "../engine/journal/journal.ts";
import type { DecidedRelease, PreparedRelease } from "./prepare-release.ts";
import { pushTagStep, tagStep } from "./steps/tag.ts";

/**
 * Tries every step of a release without doing it, before the first one is done: the tag is free here and at the remote,
 * the remote takes the push (`git push --dry-run`), the repository host knows the token, the index knows the credentials.
 * Findings: what no repetition cures, the tag on another commit. Throws `forge/…`, `auth/…`, `publish/unreachable`.
 */
export async function proveRelease(
  prepared: PreparedRelease,
  target: PublishTarget,
  journal: Journal,
  ports: Ports,
): Promise<readonly Finding[]> {
  const { tag, forge, project, version } = prepared;
  const { findings, isPushed } = await tagConflicts(prepared, prepared.remote, ports);
  if (findings.length > 0) return findings;
  if (prepared.remote !== null && !isPushed)
    await tryPush(prepared, prepared.remote, gitRunner(prepared.tree.root, ports));
  await forge?.find(tag.name);
  // Whoever only finishes what is public needs no credentials of the index.
  const isUploaded = journal.entries.some(
    (entry) => entry.type === "done" && entry.data["step"] === "upload",
  );
  if (!isUploaded) {
    const { isProven, detail } = await proveCredentials(target, { project, version }, ports);
    if (!isProven) {
      const text = `the credentials for ${target.title} are not proven before the upload: ${detail}`;
      ports.events({ type: "note", level: "warning", text });
    }
  }
  return [];
}

/** `U007` and `U008`: the tag stands elsewhere, here or at the remote (null: only here is looked). */
export async function tagConflicts(
  { tree, tag }: Pick<DecidedRelease, "tree" | "tag">,
  remote: string | null,
  ports: Ports,
): Promise<{ readonly findings: readonly Finding[]; readonly isPushed: boolean }> {
  const git = gitRunner(tree.root, ports);
  const here = await tagStep(tag, git).observe();
  if (here.state === "conflict") return { findings: here.findings, isPushed: false };
  if (remote === null) return { findings: [], isPushed: false };
  const there = await pushTagStep(tag, remote, git).observe();
  return {
    findings: there.state === "conflict" ? there.findings : [],
    isPushed: there.state === "done",
  };
}

async function tryPush({ tag }: DecidedRelease, remote: string, git: GitRunner): Promise<void> {
  const refs = `${tag.commit}:refs/tags/${tag.name}`;
  const tried = await git.run(["push", "--dry-run", "--no-follow-tags", "--", remote, refs]);
  if (tried.status === 0) return;
  throw fault("forge/refused", {
    forge: remote,
    action: `take the tag ${tag.name}`,
    words: gitWords(tried, "push"),
    remedy:
      "see that this machine may push there (git push --dry-run), or release with --no-push; nothing was tagged",
  });
}
