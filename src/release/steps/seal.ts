import { join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import { RECORD_FILE, renderRecord, type SealedRelease } from "../record/record-file.ts";
import type { ReleaseState } from "../release-state.ts";
import type { ReleaseStep } from "../../engine/steps/step.ts";

/**
 * Closes the journal with a summary, and writes the record that can be carried elsewhere. Whoever has the last hash can
 * tell whether anything before it was changed.
 */
export function sealStep(
  sealed: () => Promise<SealedRelease>,
  { journal, directory }: Pick<ReleaseState, "journal" | "directory">,
  { files }: Pick<Ports, "files">,
): ReleaseStep {
  const path = join(directory, RECORD_FILE);
  return {
    id: "seal",
    title: "seal the record",
    phase: "internal",
    reversible: true,
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
      return [];
    },
  };
}
