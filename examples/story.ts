/** One commit of an example's history. */
export interface Step {
  readonly message: string;
  /** Author and committer date, for example `2025-06-02T09:30:00Z`. */
  readonly date: string;
  /**
   * Paths that appear with this commit: files, or directories that end in `/`. The last step of a history adds
   * whatever is left, so that its tree is exactly the state. Earlier steps show final contents, changed by `edits`.
   */
  readonly adds?: readonly string[];
  /** Replacements that make an earlier text out of the final one; they hold for this commit only. */
  readonly edits?: readonly Edit[];
  /** Annotated tags that point at this commit. */
  readonly tags?: readonly string[];
  /** The branch that gets the commit; default `main`. A new branch starts at the tip of `main`. */
  readonly branch?: string;
  /** The branch that this commit merges. */
  readonly merges?: string;
}

/** One replacement in one file; `find` must be there, or the story is wrong. */
export interface Edit {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** A defect that was planted, and the finding that has to name it. */
export interface Defect {
  /** The defect in words. */
  readonly what: string;
  /** Code of the rule that names it. */
  readonly rule: string;
  readonly severity: "error" | "warning";
  /** Text that the finding must hold (in its message, subject or location): the thing that is wrong. */
  readonly names: string;
}

/** What `shipwheel rehearse` has to answer for a state. */
export interface Expected {
  /** Exit code: 0 is green. */
  readonly exit: number;
  /** Every error and warning; nothing else may be reported. */
  readonly defects: readonly Defect[];
  /** Codes of notes that a sound project of this kind may get, too. */
  readonly notes?: readonly string[];
  /** Set when the project cannot be read at all: the code of the fault and the place that it names. */
  readonly fault?: { readonly code: string; readonly file: string; readonly line: number };
}

/** A state of an example: an overlay over `project/` and the history that led to it. */
export interface State {
  readonly summary: string;
  /** Overlay directories below `states/`, in order; default: the one that has the state's name. */
  readonly overlays?: readonly string[];
  /** Files of `project/` (or of an overlay) that this state does not have. */
  readonly without?: readonly string[];
  readonly history: readonly Step[];
  /** Address of `origin`: whose publisher the workflows ask for. */
  readonly remote?: string;
  readonly expected: Expected;
}

/** An example project: all that `npm run example` and the acceptance tests know of it. */
export interface Story {
  readonly name: string;
  readonly summary: string;
  readonly author: { readonly name: string; readonly email: string };
  readonly states: Readonly<Record<string, State>>;
}

/** What is registered, or who publishes, in a state whose publishing job the index does not know. */
export interface Misregistration {
  readonly what: string;
  /** The field of the index's form, as the finding names it. */
  readonly field: string;
  /** Where, as people call the indexes; default: on PyPI alone. */
  readonly indexes?: readonly string[];
  /** What of the last commit is otherwise than in the repaired state. */
  readonly edit?: Edit;
  readonly remote?: string;
}

/** The repaired state but for one field of its trusted publisher: nothing else is wrong, and nothing can be published. */
export function misregistered(repaired: State, wrong: Misregistration): State {
  const { what, field, indexes = ["PyPI"], edit, remote } = wrong;
  const { history, expected } = repaired;
  return {
    ...repaired,
    summary: `as repaired, but ${what}`,
    overlays: ["repaired"],
    ...(remote === undefined ? {} : { remote }),
    history: history.map((step, at) =>
      at < history.length - 1 || edit === undefined
        ? step
        : { ...step, edits: [...(step.edits ?? []), edit] },
    ),
    expected: {
      ...expected,
      exit: 5,
      defects: indexes.map((index) => ({
        what,
        rule: "U021",
        severity: "error",
        names: `registered on ${index}: ${field} is "`,
      })),
    },
  };
}
