/** A failure that people paste, and what is behind it. */
export interface Cause {
  /** Kebab case, stable. */
  readonly id: string;
  /** Finds it in a text without color and with single blanks; its groups fill `{1}`, `{2}` of the sentences. */
  readonly match: RegExp;
  /** What happened, in one sentence. */
  readonly what: string;
  /** The edit or command that cures it. */
  readonly fix: string;
  /** The rules that see it before a release. */
  readonly rules?: readonly string[];
  /** A consequence: it is told behind every cause that is none. */
  readonly isConsequence?: true;
}
