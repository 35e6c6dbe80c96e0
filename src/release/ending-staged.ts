import { Fault } from "../findings/fault.ts";
import type { Journal } from "../engine/journal/journal.ts";
import type { StepsResult } from "../engine/steps/run-steps.ts";
import type { Ports } from "../ports/ports.ts";
import type { Staging } from "../publish/sessions/staging.ts";
import type { UploadToken } from "../publish/upload-token.ts";

/** What a release leaves behind when it ends. */
interface LeftBehind {
  readonly staging: Staging | null;
  readonly token: UploadToken;
  /** What people call the index. */
  readonly index: string;
  readonly journal: Journal;
}

/**
 * Carries out steps. A session that they leave unpublished is canceled, also after an interruption, so that a release
 * that failed leaves nothing; the token is revoked.
 */
export async function endingStaged(
  left: LeftBehind,
  ports: Ports,
  work: () => Promise<StepsResult>,
): Promise<StepsResult> {
  let isComplete = false;
  try {
    const ended = await work();
    isComplete = ended.complete;
    return ended;
  } finally {
    if (!isComplete && left.staging !== null) await abandon(left.staging, left, ports);
    await left.token.burn();
  }
}

async function abandon(staging: Staging, { index, journal }: LeftBehind, ports: Ports): Promise<void> {
  // The signal may be what ended the run: this request goes all the same.
  const { signal } = new AbortController();
  const ended = await staging.abandon({ ...ports, signal });
  if (ended === null) return;
  const { isGone, until } = ended;
  const text = isGone
    ? `the staged release on ${index} was canceled: nothing of it is left`
    : `the staged release on ${index} could not be canceled: run the same command to resume it; the index deletes it at ${until}`;
  // Either way it is what whoever failed has to know: shown without --verbose.
  ports.events({ type: "note", level: "warning", text });
  if (!isGone) return;
  try {
    await journal.append("canceled", { index });
  } catch (error) {
    // What failed first is the story, not that its end cannot be written down.
    if (!(error instanceof Fault)) throw error;
  }
}
