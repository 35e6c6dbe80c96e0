import { NO_COMMENTS, type TomlComments } from "../../tree/edit/toml-comments.ts";

/** A value and the comments that go where it goes. */
export interface Noted<T> {
  readonly value: T;
  readonly comments: TomlComments;
}

/** Where the version comes from, whatever the backend. */
export type VersionModel =
  | { readonly kind: "static"; readonly version: Noted<string> }
  /** The literal of a module: `path` is the file, `module` its dotted name where it is importable. */
  | {
      readonly kind: "attribute";
      readonly path: string;
      readonly module: string;
      readonly attribute: string;
      readonly value: string;
    }
  | { readonly kind: "scm"; readonly scm: ScmModel };

/** How tags make the version, in the terms of setuptools-scm, which the others share. */
export interface ScmModel {
  /** POSIX path of the file that the build writes; null: none. */
  readonly versionFile: string | null;
  readonly versionFileTemplate: string | null;
  /** Other options, as they are. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** A person of `authors` or `maintainers`. */
export interface Person {
  readonly name: string | null;
  readonly email: string | null;
}

/** A script or plugin. */
export interface EntryPointModel {
  readonly name: string;
  readonly target: string;
}

/** An item of a dependency group (PEP 735). */
export type GroupItem = string | { readonly "include-group": string };

/** The long description: files of the tree, joined when there are several, or a text without a file. */
export interface ReadmeModel {
  readonly files: readonly string[];
  readonly text?: string;
  readonly contentType: string | null;
}

/**
 * The rules by which a project itself chooses its packages and their data. They say what the next file will be, which the
 * list of today's files does not.
 */
export interface PackageRules {
  /** Where packages are searched, with patterns of their names; null: `packages` lists them. */
  readonly find: {
    readonly where: readonly string[];
    readonly include: readonly string[];
    readonly exclude: readonly string[];
    readonly namespaces: boolean;
  } | null;
  readonly packages: readonly string[];
  /** Directories of packages by name, the empty name for all of them. */
  readonly directories: Readonly<Record<string, string>>;
  /** Patterns of data files by package, `*` for all of them. */
  readonly data: Readonly<Record<string, readonly string[]>>;
  readonly withoutData: Readonly<Record<string, readonly string[]>>;
  /** Whether what the sdist lists within a package is its data, too. */
  readonly includesListedData: boolean;
}

/**
 * A project as no backend's own: what its metadata says, and which file of the tree is where in the wheel and in the
 * sdist. Sources make it, targets write it down; neither knows of the other.
 */
export interface ProjectModel {
  readonly name: Noted<string>;
  readonly version: VersionModel;
  readonly summary: Noted<string> | null;
  readonly readme: Noted<ReadmeModel> | null;
  readonly requiresPython: Noted<string> | null;
  /** An SPDX expression. */
  readonly license: Noted<string> | null;
  /** What stands there instead, where it is no expression. */
  readonly licenseText: string | null;
  /** Files of the tree that go into the wheel's licenses. */
  readonly licenseFiles: readonly string[];
  readonly authors: readonly Noted<Person>[];
  readonly maintainers: readonly Noted<Person>[];
  readonly keywords: readonly Noted<string>[];
  readonly classifiers: readonly Noted<string>[];
  readonly urls: readonly Noted<{ readonly label: string; readonly url: string }>[];
  readonly dependencies: readonly Noted<string>[];
  readonly extras: ReadonlyMap<string, readonly Noted<string>[]>;
  readonly scripts: readonly Noted<EntryPointModel>[];
  readonly guiScripts: readonly Noted<EntryPointModel>[];
  readonly entryPoints: ReadonlyMap<string, readonly Noted<EntryPointModel>[]>;
  readonly groups: ReadonlyMap<string, readonly Noted<GroupItem>[]>;
  /** Paths of the tree that stand for members of groups, by name: `[tool.uv.sources]`. */
  readonly localSources: ReadonlyMap<string, Readonly<Record<string, string | boolean>>>;
  /** Comments of the keys of extras and groups, by `extras.NAME` and `groups.NAME`, and of tables, by `tables.PATH`. */
  readonly headings: ReadonlyMap<string, TomlComments>;
  /** What is in the wheel, by its path there: the file of the tree. */
  readonly wheel: ReadonlyMap<string, string>;
  /** The rules by which the wheel's packages are chosen, where the project states them. */
  readonly rules: PackageRules | null;
  /** What is in the sdist, without what every backend writes itself (PKG-INFO). */
  readonly sdist: ReadonlySet<string>;
  /** Whether a plugin of the build puts all that the repository tracks into the sdist, whatever MANIFEST.in says. */
  readonly sdistOfRepository: boolean;
  /** Files of the tree that go into a directory of the environment, by that directory. */
  readonly dataFiles: ReadonlyMap<string, readonly string[]>;
  /** Fields of the metadata that [project] has not, by the names of setuptools: `platforms`, `provides`, `obsoletes`. */
  readonly legacyFields: Readonly<Record<string, readonly string[]>>;
  /** Files of the tree that are installed as programs as they are. */
  readonly scriptFiles: readonly string[];
}

/** A value about which nobody said anything. */
export function noted<T>(value: T, comments: TomlComments = NO_COMMENTS): Noted<T> {
  return { value, comments };
}

/** A project that says nothing but its name. */
export function emptyModel(name: string): ProjectModel {
  return {
    name: noted(name),
    version: { kind: "static", version: noted("0") },
    summary: null,
    readme: null,
    requiresPython: null,
    license: null,
    licenseText: null,
    licenseFiles: [],
    authors: [],
    maintainers: [],
    keywords: [],
    classifiers: [],
    urls: [],
    dependencies: [],
    extras: new Map(),
    scripts: [],
    guiScripts: [],
    entryPoints: new Map(),
    groups: new Map(),
    localSources: new Map(),
    headings: new Map(),
    wheel: new Map(),
    rules: null,
    sdist: new Set(),
    sdistOfRepository: false,
    dataFiles: new Map(),
    legacyFields: {},
    scriptFiles: [],
  };
}
