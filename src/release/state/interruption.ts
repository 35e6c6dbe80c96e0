import type { JournalEntry } from "../../engine/journal/chain.ts";
import type { Journal } from "../../engine/journal/journal.ts";
import type { Ports } from "../../ports/ports.ts";
import { isTaken } from "./public-files.ts";
import { fault, type Fault } from "../../findings/fault.ts";

/** Of what the journal is, for people. */
interface InterruptedRelease {
  readonly project: string;
  readonly version: string;
  /** What people call the index. */
  readonly index: string;
}

/** Does the work of a release; when it is interrupted, the fault tells what is known to be done. */
export async function tellingInterruption<T>(
  release: InterruptedRelease,
  { entries }: Pick<Journal, "entries">,
  { signal }: Pick<Ports, "signal">,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted) throw interruption(release, entries);
    throw error;
  }
}

/**
 * An interruption, told by the journal: nobody is asked any more. `incomplete` as soon as something is known to be
 * public: a file, a pushed tag, the announced release. Of what was under way it says that it is not known.
 */
function interruption(
  { project, version, index }: InterruptedRelease,
  entries: readonly JournalEntry[],
): Fault {
  const sent = new Set(
    entries.filter(({ type }) => type === "sending").map(({ data }) => String(data["file"])),
  );
  const taken = [...sent].filter((name) => entries.some((entry) => isTaken(entry, name)));
  const open = [...sent].filter((name) => !entries.some((entry) => isAnswerFor(entry, name)));
  const proofs = new Map(
    entries.filter(({ type }) => type === "done").map(({ data }) => [data["step"], data]),
  );
  const begun = entries.findLast(({ type }) => type === "begin")?.data;
  const isUnderWay = begun !== undefined && !proofs.has(begun["step"]) && begun["step"] !== "upload";
  const facts = [
    ...(taken.length === 0 ? [] : [`${index} accepted ${taken.join(", ")}`]),
    ...(open.length === 0 ? [] : [`whether ${index} accepted ${open.join(", ")} is not known`]),
    ...tagWords(proofs),
    ...(proofs.has("announce")
      ? ["the release is announced"]
      : proofs.has("draft")
        ? ["its draft exists"]
        : []),
    ...(isUnderWay ? [`it is unknown whether this step is done: ${String(begun["title"])}`] : []),
  ];
  const details = { taken, unknown: open };
  const isPublic = taken.length > 0 || proofs.has("push-tag") || proofs.has("announce");
  const none =
    taken.length > 0
      ? []
      : open.length > 0
        ? [`${index} has not confirmed any file`]
        : [`no file of ${project} ${version} was taken by ${index}`];
  const known = [...none, ...facts].join("; ");
  if (isPublic) return fault("release/interrupted", { project, version, facts: known }, { details });
  return fault("run/interrupted", { known }, { details });
}

function isAnswerFor({ type, data }: JournalEntry, fileName: string): boolean {
  return type === "answered" && data["file"] === fileName;
}

function tagWords(proofs: ReadonlyMap<unknown, JournalEntry["data"]>): readonly string[] {
  const [made, pushed] = ["tag", "push-tag"].map(
    (step) => proofs.get(step)?.["proof"] as Readonly<Record<string, unknown>> | undefined,
  );
  if (made === undefined && pushed === undefined) return [];
  const name = String((made ?? pushed)?.["tag"]);
  const where = pushed === undefined ? "in this repository" : `here and on ${String(pushed["remote"])}`;
  return [`the tag ${name} exists ${where}`];
}
