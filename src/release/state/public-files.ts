import type { RemoteProject } from "../../publish/remote-project.ts";
import { Fault } from "../../findings/fault.ts";
import type { JournalEntry } from "../../engine/journal/chain.ts";
import type { Journal } from "../../engine/journal/journal.ts";

/** What of a release is public, by the index's own page, looked at just now. */
export interface PublicFiles {
  /** File names of this release that the index shows; null: it could not be asked, and `reason` says why. */
  readonly shown: readonly string[] | null;
  readonly reason: string;
  /** File names that the index answered to have taken, and that its page does not show (yet). */
  readonly taken: readonly string[];
  /** How many there are to be. */
  readonly of: number;
}

/** Looks at the index's page. An index that cannot be asked leaves it open: nothing is claimed then. */
export async function publicFiles(
  look: () => Promise<RemoteProject>,
  fileNames: readonly string[],
  journal: Pick<Journal, "entries">,
): Promise<PublicFiles> {
  const of = fileNames.length;
  const answered = fileNames.filter((name) => journal.entries.some((entry) => isTaken(entry, name)));
  const unseen = (reason: string): PublicFiles => ({ shown: null, reason, taken: answered, of });
  try {
    const remote = await look();
    if (remote.state === "unreadable") return unseen(remote.reason);
    const shown = fileNames.filter((name) => remote.files.has(name));
    return { shown, reason: "", taken: answered.filter((name) => !remote.files.has(name)), of };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return unseen(error.message);
  }
}

/** Whether an entry tells that the index has this very file. */
export function isTaken({ type, data }: JournalEntry, fileName: string): boolean {
  if (type !== "answered" || data["file"] !== fileName) return false;
  return data["outcome"] === "stored" || data["outcome"] === "present";
}

/** Whether a part of a release is public: the index shows it, or answered that it took it. */
export function isPartlyPublic({ shown, taken }: PublicFiles): boolean {
  return taken.length > 0 || (shown !== null && shown.length > 0);
}

/** `PyPI shows 1 of 2 files (demo-1.0.tar.gz)`. */
export function publicWords({ shown, reason, taken, of }: PublicFiles, index: string): string {
  const also = taken.length === 0 ? "" : `, but confirmed ${taken.join(", ")}`;
  if (shown === null) return `${index} could not be queried (${reason})${also}`;
  if (shown.length === 0) return `${index} shows none of the ${of} files${also}`;
  return `${index} shows ${shown.length} of ${of} files (${shown.join(", ")})${also}`;
}
