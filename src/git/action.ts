import type { FileEdit } from "../text/file-edit.ts";

/** How a tag is signed: `none` leaves it to git's own settings, `git` signs in the format that git is set to. */
export type Signing = "none" | "git" | "gpg" | "ssh";

/** Files of the project that change. */
export interface WriteFilesAction {
  readonly kind: "write-files";
  readonly edits: readonly FileEdit[];
}

/** One commit of these files and of nothing else. */
export interface CommitAction {
  readonly kind: "commit";
  readonly message: string;
  /** POSIX paths relative to the project root. */
  readonly paths: readonly string[];
}

/** An annotated tag on the commit before it in the list, else on HEAD. */
export interface TagAction {
  readonly kind: "tag";
  readonly name: string;
  readonly message: string;
  readonly sign: Signing;
}

/** Something that changes the project's files or its repository: decided, shown and then carried out as it is. */
export type Action = WriteFilesAction | CommitAction | TagAction;
