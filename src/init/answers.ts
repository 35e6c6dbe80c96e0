/** The kinds of project that can be begun. */
export const TEMPLATES = ["library", "cli", "extension", "monorepo", "app"] as const;

export type TemplateName = (typeof TEMPLATES)[number];

/** The licenses whose text can be written. */
export const LICENSES = ["MIT", "BSD-3-Clause", "0BSD"] as const;

export type LicenseName = (typeof LICENSES)[number];

/** What nobody but a person knows of a project that is to begin. */
export interface InitAnswers {
  readonly template: TemplateName;
  readonly name: string;
  readonly description: string;
  readonly license: LicenseName;
  /** Address of the repository's page; null: the remote's, if there is one. */
  readonly repository: string | null;
  /** Null: nobody said, and git does not know. */
  readonly author: { readonly name: string; readonly email: string } | null;
}

/** What a template is made from. */
export interface TemplateFacts extends InitAnswers {
  /** The name of the package to import. */
  readonly module: string;
  /** `2026-11-30`. */
  readonly today: string;
  /** Template of its tags, where other packages of the repository have their own; null: the usual one. */
  readonly tag: string | null;
  /** Minor versions that still get fixes, oldest first. */
  readonly pythons: readonly string[];
}

/** The files of a new project: POSIX path to text. */
export type Template = (facts: TemplateFacts) => ReadonlyMap<string, string>;
