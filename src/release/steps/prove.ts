import type { Ports } from "../../ports/ports.ts";
import { proveCredentials } from "../../publish/prove-credentials.ts";
import { fault } from "../../findings/fault.ts";
import { isError, type Finding } from "../../findings/finding.ts";
import { gitWords, type GitRunner } from "../../git/git-runner.ts";
import { isSealedWithoutFiles, sealedWithout } from "../../announce/forge-steps.ts";
import { isDone } from "../../engine/steps/done-steps.ts";
import type { StepDefinition } from "../../engine/steps/step.ts";
import type { DecidedRelease } from "../decide-release.ts";
import { judgeRelease } from "../judge-release.ts";
import type { ReleaseMaterial } from "../material.ts";
import type { ReleaseTag } from "./release-tag.ts";

/**
 * Tries every step of a release without doing it, before the first one is done: the version is above what the index has,
 * the tag is free here and at the remote, the remote takes the push (`git push --dry-run`), the repository host knows the
 * token, the index knows the credentials. Whoever only finishes what is public proves nothing any more.
 */
export const prove: StepDefinition<Pick<DecidedRelease, "project" | "version">, ReleaseMaterial> = {
  id: "prove",
  phase: "version",
  reversible: true,
  plan: ({ project, version }) => ({
    title: "check version, tag, remote, repository host and credentials",
    subject: `${project} ${version}`,
  }),
  carryOut(material, ports) {
    const isUploaded = isDone(material.state.journal.entries, "upload");
    let isProven = false;
    return {
      observe() {
        if (isUploaded) return Promise.resolve({ state: "done", detail: "uploaded already", proof: {} });
        return Promise.resolve(
          isProven
            ? {
                state: "done",
                detail: "nothing blocks the release",
                proof: { commit: material.release.commit },
              }
            : { state: "absent", detail: "nothing was tried" },
        );
      },
      async act() {
        const findings = await tryAll(material, ports);
        isProven = !findings.some(isError);
        return findings;
      },
    };
  },
};

async function tryAll(
  { release, target, credentials, look, notes, git }: ReleaseMaterial,
  ports: Ports,
): Promise<readonly Finding[]> {
  const { project, version, remote, tag, forge } = release;
  const seen = await look();
  const { findings, isPushed } = await judgeRelease(release, { project: seen, remote }, ports);
  const errors = findings.filter(isError);
  // What strict mode warns of the rehearsal says again.
  if (errors.length > 0) return errors;
  if (notes.findings.some(isError)) return notes.findings;
  if (tag !== null) {
    if (remote !== null && !isPushed) await tryPush(tag, remote, git);
    const there = (await forge?.find(tag.name)) ?? null;
    if (forge !== null && there !== null && isSealedWithoutFiles(there))
      return [sealedWithout(tag.name, [], forge)];
  }
  const { isProven, detail } = await proveCredentials(target, credentials, { project, version }, seen, ports);
  if (!isProven) {
    const text = `the credentials for ${target.title} are not proven before the upload: ${detail}`;
    ports.events({ type: "note", level: "warning", text });
  }
  return notes.findings;
}

async function tryPush(tag: ReleaseTag, remote: string, git: GitRunner): Promise<void> {
  const refs = `${tag.commit}:refs/tags/${tag.name}`;
  const tried = await git.run(["push", "--dry-run", "--no-follow-tags", "--", remote, refs]);
  if (tried.status === 0) return;
  throw fault("forge/refused", {
    forge: remote,
    action: `accept the tag ${tag.name}`,
    words: gitWords(tried, "push"),
    remedy:
      "check that this machine has permission to push there (git push --dry-run), or release with --no-push; nothing was tagged",
  });
}
