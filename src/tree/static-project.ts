import type { Location } from "../findings/location.ts";

/** A value of the project's declaration and where it stands. */
export interface Located<T> {
  readonly value: T;
  readonly location: Location;
}

/** A script or plugin as declared: the name and the text of its target. */
export interface StaticEntryPoint {
  readonly name: string;
  readonly target: string;
  readonly location: Location;
}

/** A person of `authors` or `maintainers`. */
export interface StaticPerson {
  readonly name: string | null;
  readonly email: string | null;
  readonly location: Location;
}

/** The long description as declared. */
export interface StaticReadme {
  /** POSIX path relative to the root, or null when the text stands in the file itself. */
  readonly file: string | null;
  readonly text: string | null;
  readonly contentType: string | null;
  readonly location: Location;
}

/** The license as declared; `expression` is SPDX by intent, `text` and `file` the older forms. */
export interface StaticLicense {
  readonly expression: string | null;
  readonly text: string | null;
  readonly file: string | null;
  readonly location: Location;
}

/** A labelled address. */
export interface StaticUrl {
  readonly label: string;
  readonly url: string;
  readonly location: Location;
}

/** Which declaration the facts come from. */
export type ProjectSource = "project" | "tool.poetry" | "tool.flit" | "setup.cfg" | "setup.py" | "none";

/**
 * What the tree declares about the project without running anything. A fact that needs running (a computed
 * argument of setup(), a dynamic field) is null or absent, never a guess.
 */
export interface StaticProject {
  readonly source: ProjectSource;
  readonly name: Located<string> | null;
  readonly version: Located<string> | null;
  /** `dynamic`: only the backend knows. */
  readonly versionSource: Exclude<ProjectSource, "none"> | "dynamic";
  readonly summary: Located<string> | null;
  readonly requiresPython: Located<string> | null;
  /** Requirement texts (PEP 508; Poetry's tables are translated). */
  readonly dependencies: readonly Located<string>[];
  readonly optionalDependencies: ReadonlyMap<string, readonly Located<string>[]>;
  /** False when requirements are computed or dynamic: then absence means nothing. */
  readonly dependenciesKnown: boolean;
  readonly scripts: readonly StaticEntryPoint[];
  readonly guiScripts: readonly StaticEntryPoint[];
  /** Other groups. */
  readonly entryPoints: ReadonlyMap<string, readonly StaticEntryPoint[]>;
  readonly readme: StaticReadme | null;
  readonly license: StaticLicense | null;
  readonly urls: readonly StaticUrl[];
  readonly authors: readonly StaticPerson[];
  readonly maintainers: readonly StaticPerson[];
  readonly classifiers: readonly Located<string>[];
  readonly keywords: readonly string[];
  /** Fields named by `project.dynamic`. */
  readonly dynamic: readonly string[];
}

/** A project that declares nothing. */
export const EMPTY_PROJECT: StaticProject = {
  source: "none",
  name: null,
  version: null,
  versionSource: "dynamic",
  summary: null,
  requiresPython: null,
  dependencies: [],
  optionalDependencies: new Map(),
  dependenciesKnown: false,
  scripts: [],
  guiScripts: [],
  entryPoints: new Map(),
  readme: null,
  license: null,
  urls: [],
  authors: [],
  maintainers: [],
  classifiers: [],
  keywords: [],
  dynamic: [],
};
