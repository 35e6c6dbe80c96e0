import * as v from "valibot";

const factsSchema = v.object({
  executable: v.pipe(v.string(), v.minLength(1)),
  version: v.string(),
  major: v.number(),
  minor: v.number(),
  implementation: v.string(),
  prefix: v.string(),
  basePrefix: v.string(),
  platform: v.string(),
  extensionSuffix: v.nullable(v.string()),
  libc: v.nullable(v.string()),
  macos: v.nullable(v.string()),
  threaded: v.boolean(),
  pip: v.optional(v.nullable(v.string())),
  markers: v.record(v.string(), v.string()),
});

/** What one probe process says about a Python. */
export interface Interpreter {
  /** `sys.executable`: the real one, never a version manager's shim. */
  readonly executable: string;
  /** For example `3.12.4` or `3.14.0rc1`. */
  readonly version: string;
  readonly major: number;
  readonly minor: number;
  /** `sys.implementation.name`: `cpython`, `pypy`, … */
  readonly implementation: string;
  readonly prefix: string;
  readonly basePrefix: string;
  /** `sysconfig.get_platform()`, for example `linux-x86_64`. */
  readonly platform: string;
  /** For example `.cpython-312-x86_64-linux-gnu.so`. */
  readonly extensionSuffix: string | null;
  /** For example `glibc 2.36`; null elsewhere (musl, macOS, Windows). */
  readonly libc: string | null;
  readonly macos: string | null;
  /** False for a free-threaded build. */
  readonly threaded: boolean;
  /** Directory of the pip that it imports; null without one. */
  readonly pip?: string | null | undefined;
  /** The environment for PEP 508 markers. */
  readonly markers: Readonly<Record<string, string>>;
}

/** The facts from a probe's JSON; null when it is something else. */
export function parseProbe(value: unknown): Interpreter | null {
  const parsed = v.safeParse(factsSchema, value);
  return parsed.success ? parsed.output : null;
}
