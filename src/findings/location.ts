/** A place in a file of the project or of a distribution. */
export interface Location {
  /** POSIX path, relative to the project root, or `<archive>!/<member>` inside a distribution. */
  readonly file: string;
  /** 1-based line. */
  readonly line?: number;
  /** 1-based column, counted in UTF-16 code units. */
  readonly column?: number;
  /** 1-based column one past the end, on the same line. */
  readonly endColumn?: number;
  /** The source line itself, without its line ending, so that a renderer needs no file. */
  readonly excerpt?: string;
}
