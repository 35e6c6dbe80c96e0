/** Where a pattern matched. */
export interface PatternMatch {
  readonly text: string;
  /** Start and end of each group, the whole match first; null for a group that took no part. */
  readonly spans: readonly (readonly [start: number, end: number] | null)[];
}

/** Runs regular expressions of strangers, which may take for ever, within a time limit. */
export interface Patterns {
  /** The match that begins at the text's start, null without one, `"timeout"` when it took longer. */
  match(source: string, flags: string, text: string, timeoutMs: number): PatternMatch | null | "timeout";
}
