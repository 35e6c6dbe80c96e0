import type { Location } from "../../findings/location.ts";

/** One `import` of a module: `import a.b` is `a.b`; `from a import b` is `a` with the name `b`. */
export interface ScannedImport {
  /** Absolute dotted name; relative imports are resolved. */
  readonly module: string;
  /** What `from ... import` asks for; empty for a plain import, `*` for all. */
  readonly names: readonly string[];
  readonly line: number;
  readonly column: number;
  /** Inside `try` with a handler for ImportError (or broader), or inside `contextlib.suppress`. */
  readonly guarded: boolean;
  /** Inside `if TYPE_CHECKING`, or below a test of the platform or the Python version. */
  readonly conditional: boolean;
  /** Below a test of the platform, the Python or TYPE_CHECKING: it may never run on this machine. */
  readonly environment?: boolean;
  /** Inside a function: runs when that is called. */
  readonly inFunction: boolean;
  /** The function at the top level whose body it stands in; null elsewhere. */
  readonly function?: string | null;
}

/** A literal path that the code opens for reading. */
export interface ScannedPath {
  /** POSIX, normalised; for `package` inside the root of the scan (`pkg/data/x.json`), else as written. */
  readonly path: string;
  /** `package`: beside the module (`__file__`) or by importlib.resources; `cwd`: relative to wherever the user stands. */
  readonly base: "package" | "cwd";
  readonly line: number;
  readonly column: number;
  readonly inFunction: boolean;
  /** Below a condition that is not known. */
  readonly conditional?: boolean;
  /** True where the code runs the file as a program. */
  readonly runs?: boolean;
}

/** A function that cannot be called as an installed script calls it. */
export interface ScannedFunction {
  readonly name: string;
  /** Arguments without a default. */
  readonly required: number;
  readonly isAsync: boolean;
  readonly line: number;
}

/** What one Python source says. */
export interface ScannedModule {
  /** Dotted name. */
  readonly module: string;
  /** POSIX path inside the wheel or the tree. */
  readonly path: string;
  readonly isPackage: boolean;
  readonly imports: readonly ScannedImport[];
  readonly paths: readonly ScannedPath[];
  /** A literal `__version__` at the top level. */
  readonly version: { readonly value: string; readonly line: number; readonly column: number } | null;
  readonly syntaxError: { readonly message: string; readonly line: number; readonly column: number } | null;
  /** What the oldest Python that the project declares finds wrong in a source that this one can parse, and the minor version that parses it. */
  readonly newSyntax?: {
    readonly message: string;
    readonly line: number;
    readonly column: number;
    readonly minor: number;
  } | null;
  /** Names bound at the top level; null when they cannot be known (star import, `__getattr__`, exec). */
  readonly names: readonly string[] | null;
  /** True when running the file does something: any top-level statement but definitions, imports, assignments, docstrings. */
  readonly acts: boolean;
  /** Functions named test_* and classes named Test* at the top level. */
  readonly tests: readonly string[];
  /** True below `if __name__ == "__main__"`. */
  readonly hasMainBlock: boolean;
  /** Functions at the top level without a decorator that need arguments, or are coroutines. */
  readonly functions: readonly ScannedFunction[];
  /** Of the public functions and methods: how many say all their types, and how many there are. */
  readonly hints: readonly [annotated: number, total: number];
  /** Changes of `sys.path` that happen at every import of the module. */
  readonly sysPath: readonly { readonly line: number; readonly column: number }[];
  /** By functions at the top level: the names that each calls whenever it runs. */
  readonly calls?: Readonly<Record<string, readonly string[]>>;
  /** SHA-256 of the source. */
  readonly sha256: string;
}

/** The modules of one source. */
export interface SourceScan {
  readonly modules: readonly ScannedModule[];
}

/** A Python file that a workflow or a command runs as a plain script. */
export interface PlainScript {
  /** POSIX path in the tree. */
  readonly path: string;
  /** The line that runs it; null for a command of the configuration. */
  readonly location: Location | null;
}

/** What the one Python process of a check found. */
export interface ImportScan {
  /** Version of the interpreter, `3.12.1`: syntax is judged by it. */
  readonly python: string;
  /** Scripts that workflows and commands run; they are among the tree's modules as `script:<path>`. */
  readonly scripts: readonly PlainScript[];
  /** The minor version of Python 3 whose grammar `newSyntax` is judged by; absent when neither tree nor wheel names one. */
  readonly grammar?: number;
  readonly tree: SourceScan | null;
  readonly wheel: SourceScan | null;
}
