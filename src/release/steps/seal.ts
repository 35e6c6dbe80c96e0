import { join } from "node:path";
import { tagText } from "../../git/tag.ts";
import type { StepDefinition } from "../../engine/steps/step.ts";
import type { DecidedRelease } from "../decide-release.ts";
import type { RehearsedMaterial } from "../material.ts";
import { pruneReleases } from "../state/prune-releases.ts";
import { RECORD_FILE, renderRecord, type SealedRelease } from "../record/record-file.ts";

/**
 * Closes the journal with a summary, and writes the record that can be carried elsewhere. Whoever has the last hash can
 * tell whether anything before it was changed.
 */
export const seal: StepDefinition<
  Pick<DecidedRelease, "project" | "version">,
  Pick<RehearsedMaterial, "release" | "target" | "assets" | "git" | "state">
> = {
  id: "seal",
  phase: "internal",
  reversible: true,
  plan: ({ project, version }) => ({ title: "seal the record", subject: `${project} ${version}` }),
  carryOut({ release, target, assets, git, state: { journal, directory } }, { files }) {
    const path = join(directory, RECORD_FILE);
    async function sealed(): Promise<SealedRelease> {
      const { project, version, commit, tag } = release;
      const all = (await assets.all()).map((asset) => [asset.name, asset.sha256] as const);
      const tagObject = tag === null ? null : await tagText(git, tag.name);
      const names = { project, version, tag: tag?.name ?? null, tagObject, commit, index: target.title };
      return { ...names, files: Object.fromEntries(all) };
    }
    return {
      async observe() {
        const there = journal.last("sealed");
        if (there === undefined) return { state: "absent", detail: "it is open" };
        const isWritten =
          (await files.stat(path)) !== null && (await files.readText(path)) === renderRecord(journal.entries);
        if (!isWritten) return { state: "absent", detail: `${RECORD_FILE} is not written` };
        const proof = { sealed: there.hash };
        return { state: "done", detail: `sealed as ${there.hash.slice(0, 16)}`, proof };
      },
      async act() {
        if (journal.last("sealed") === undefined) await journal.append("sealed", { ...(await sealed()) });
        await files.write(path, renderRecord(journal.entries) ?? "");
        await pruneReleases(directory, { files });
        return [];
      },
    };
  },
};
