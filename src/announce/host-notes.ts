import type { ForgeRelease, ReleaseText } from "../forge/forge.ts";

/** HTML comments, which no host shows: what stands between them is ours, everything else a person's. */
const BEGIN = "<!-- shipwheel: written by the release, from here -->";
const END = "<!-- shipwheel: to here -->";

/** Our notes as they stand in a release on a repository host. */
export function markedNotes(notes: string): string {
  return notes.trim() === "" ? notes : `${BEGIN}\n${notes.trim()}\n${END}\n`;
}

/**
 * What a draft is to say when it is published: a title and notes that a person wrote are kept, ours take the place of
 * ours, or come after theirs.
 */
export function mergedText(there: Pick<ForgeRelease, "name" | "notes">, text: ReleaseText): ReleaseText {
  const name = there.name.trim() === "" ? text.name : there.name;
  return { ...text, name, notes: mergedNotes(there.notes, text.notes) };
}

function mergedNotes(there: string, ours: string): string {
  const written = there.replaceAll("\r\n", "\n");
  const marked = markedNotes(ours);
  // A draft of an earlier release of this program has ours without the marks.
  if (written.trim() === "" || written.trim() === ours.trim()) return marked;
  const begin = written.indexOf(BEGIN);
  const end = written.indexOf(END, begin);
  if (begin === -1 || end === -1) return `${written.trimEnd()}\n\n${marked}`;
  return `${written.slice(0, begin)}${marked.trimEnd()}${written.slice(end + END.length)}`;
}
