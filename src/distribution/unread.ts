import type { Distribution } from "./distribution.ts";

/** Where a reader of tars stopped. */
const STOPPED: ReadonlySet<string> = new Set(["tar-bomb", "too-many-members"]);

/** Why some of the files in an archive could not be read; null: all of them were. */
export function unreadReason({
  entries,
  entryDigests,
  problems,
}: Pick<Distribution, "entries" | "entryDigests" | "problems">): string | null {
  const damage = problems.find(({ code, slug }) => code === "A020" || STOPPED.has(slug));
  if (damage !== undefined) return damage.message;
  const unread = entries.find(({ name, kind }) => kind === "file" && !entryDigests.has(name))?.name;
  if (unread === undefined) return null;
  const told = problems.find(({ entry, more }) => entry === unread || more?.includes(unread) === true);
  return told?.message ?? `The member ${unread} could not be read.`;
}
