/** One exception of a chain, outermost first. */
export interface ErrorLink {
  readonly type: string;
  readonly message: string;
  /** Of an ImportError: the module that it names. */
  readonly module?: string | null;
  /** Of an OSError. */
  readonly errno?: number | null;
  readonly file?: string | null;
  /** Of a SystemExit. */
  readonly code?: number | string | null;
}

/** Why an import or a look-up failed. */
export interface DriverError {
  readonly chain: readonly ErrorLink[];
  /** The innermost frame in a file of the release. */
  readonly frame: { readonly file: string; readonly line: number } | null;
  /** Python's own traceback, bounded. */
  readonly trace: string;
  /** Whether it failed in a statement that the module runs whatever the circumstances. */
  readonly unconditional?: boolean;
  /** Of a NameError: whether nothing in the file ever gives the name a value. */
  readonly unbound?: boolean;
}

/** A write that an import attempted. */
export interface DriverWrite {
  readonly path: string;
  readonly place: "work" | "home" | "environment";
  /** `file:line` of the release's frame that asked for it. */
  readonly from: string | null;
}

/** The result of one import. */
export interface ModuleRecord {
  readonly kind: "module";
  readonly name: string;
  readonly ok: boolean;
  readonly seconds?: number;
  readonly error?: DriverError;
  readonly hung?: boolean;
  /** The signal that ended the interpreter. */
  readonly signal?: number;
  /** The status with which the module ended the interpreter. */
  readonly exited?: number;
  /** `__version__` of a top-level module; null: it has none. */
  readonly version?: string | null;
  readonly writes?: readonly DriverWrite[];
}

/** The result of one entry point's look-up; the module's own record tells of its import. */
export interface EntryPointRecord {
  readonly kind: "entry-point";
  /** Index into the plan's list. */
  readonly number: number;
  readonly ok: boolean;
  readonly callable?: boolean;
  readonly error?: DriverError;
}

/** Everything that the driver writes, one JSON document a line. */
export type DriverRecord =
  | ModuleRecord
  | EntryPointRecord
  | { readonly kind: "deferred"; readonly names: readonly string[] }
  | { readonly kind: "untried"; readonly names: readonly string[] }
  | { readonly kind: "end" };

/** What the driver is told; JSON that is a Python expression as well. */
export interface DriverPlan {
  readonly modules: readonly string[];
  readonly tops: readonly string[];
  /** What users import first: it gets more time, and is tried before the others. */
  readonly roots: readonly string[];
  readonly entryPoints: readonly (readonly [number, string, string | null])[];
  /** Absolute paths of the release's Python files, as the interpreter spells them. */
  readonly firstPartyFiles: readonly string[];
  readonly results: string;
  readonly cwd: string;
  readonly home: string;
  readonly prefix: string;
  /** Seconds for each import. */
  readonly timeout: number;
  /** Seconds for all imports together; what is not begun by then is handed back as `untried`. */
  readonly budget: number;
  readonly jobs: number;
}

/** Reads the driver's lines; a cut-off last line (a killed process) is dropped. */
export function parseRecords(text: string): readonly DriverRecord[] {
  const records: DriverRecord[] = [];
  for (const line of text.split("\n")) {
    if (line === "") continue;
    try {
      records.push(JSON.parse(line) as DriverRecord);
    } catch {
      // The line of a process that was killed while it wrote.
    }
  }
  return records;
}
