import { asFault } from "../../findings/as-fault.ts";
import { join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import { Fault, fault } from "../../findings/fault.ts";
import { openJournal, type Journal } from "../../engine/journal/journal.ts";
import { releasesDirectory } from "../../engine/state-directory.ts";

/** What is kept of one release, outside the repository: its journal, its files, and a lock while it is worked on. */
export interface ReleaseState extends AsyncDisposable {
  readonly directory: string;
  /** Copies of the distributions, so that a resumed run sends the bytes of the first one. */
  readonly distributions: string;
  readonly journalPath: string;
  readonly journal: Journal;
}

/** Which release: of what, and to where. A trial on another index is a release of its own. */
export interface ReleaseKey {
  readonly project: string;
  readonly version: string;
  /** Name or address of the index. */
  readonly index: string;
}

/** Where the state of a release is kept; it need not be there. */
export function releaseDirectory(
  { project, version, index }: ReleaseKey,
  environment: Ports["environment"],
): string {
  const safe = (text: string): string => text.replaceAll(/[^\w.+!-]+/g, "_");
  const name = index === "pypi" ? safe(version) : `${safe(version)}@${safe(index)}`;
  return join(releasesDirectory(project, environment), name);
}

/**
 * Opens the state of a release and keeps all others out of it. Throws `release/locked` while another process has it,
 * and `release/journal-broken`.
 */
export async function openReleaseState(
  key: ReleaseKey,
  ports: Pick<Ports, "files" | "clock" | "environment" | "locks">,
): Promise<ReleaseState> {
  const { project, version } = key;
  const directory = releaseDirectory(key, ports.environment);
  try {
    return await openIn(directory, { project, version }, ports);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const isAboutFiles = typeof code === "string" && !(error instanceof Fault);
    if (!isAboutFiles || ELSEWHERE.has(asFault(error)?.code ?? "")) throw error;
    throw fault("release/state-unusable", { directory, reason: message }, { cause: error });
  }
}

/** Faults that are not about the state directory, whatever it was that met them. */
const ELSEWHERE: ReadonlySet<string> = new Set(["run/disk-full", "usage/no-working-directory"]);

async function openIn(
  directory: string,
  { project, version }: Pick<ReleaseKey, "project" | "version">,
  ports: Pick<Ports, "files" | "clock" | "locks">,
): Promise<ReleaseState> {
  const distributions = join(directory, "dist");
  await ports.files.makeDirectory(distributions);
  const held = await ports.locks.tryLock(join(directory, "lock"));
  if (held === null) throw fault("release/locked", { project, version, holder: "" });
  try {
    const journalPath = join(directory, "journal.jsonl");
    const journal = await openJournal(journalPath, ports);
    return {
      directory,
      distributions,
      journalPath,
      journal,
      [Symbol.asyncDispose]: () => held[Symbol.asyncDispose](),
    };
  } catch (error) {
    await held[Symbol.asyncDispose]();
    throw error;
  }
}
