/**
 * A change to one text file of the project, decided but not made. Whoever applies it first sees that the file still
 * holds `before`, so that nothing that a person wrote in between is lost.
 */
export interface FileEdit {
  /** POSIX path, relative to the project root. */
  readonly path: string;
  /** The whole text as it was read; null for a file that is not there yet. */
  readonly before: string | null;
  /** The whole text as it should be; null: the file goes. */
  readonly after: string | null;
}

/** One replacement in a text: from `start` to `end` (UTF-16 code units, end exclusive). */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * A text with replacements made, every other character kept. Of two that overlap the earlier one in the list wins
 * and the other is dropped: it can be made in another round.
 */
export function applyChanges(source: string, changes: readonly TextChange[]): string {
  const kept: TextChange[] = [];
  for (const change of changes) {
    const meets = kept.some((other) => change.start < other.end && other.start < change.end);
    const same = kept.some((other) => change.start === other.start && change.end === other.end);
    if (!meets && !same) kept.push(change);
  }
  let text = source;
  for (const change of kept.toSorted((a, b) => b.start - a.start)) {
    text = text.slice(0, change.start) + change.text + text.slice(change.end);
  }
  return text;
}
