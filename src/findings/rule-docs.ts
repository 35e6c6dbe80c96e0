/** The documentation of a rule: its page and `shipwheel explain` are made of it. */
export interface RuleDocs {
  /** What is wrong. */
  readonly what: string;
  /** What will happen, with a server's words quoted. */
  readonly why: string;
  /** How to cure it. */
  readonly fix: string;
  readonly bad: string;
  readonly good: string;
  /** The same thing in other tools, `tool:code`; `PyPI` when the upload is refused. */
  readonly peers: readonly string[];
}
