import type { Distribution } from "../../../../distribution/distribution.ts";
import type { ExtensionName } from "./wheel-binaries.ts";

/** Interpreter and ABI of a wheel's tag, one pair of the compressed set. */
export interface InterpreterTag {
  /** `cp312`, `py3`, `pp310`. */
  readonly python: string;
  /** `cp312`, `cp313t`, `abi3`, `none`, `pypy310_pp73`. */
  readonly abi: string;
}

/** The pairs of interpreter and ABI in a wheel's name. */
export function interpreterTags(wheel: Distribution): readonly InterpreterTag[] {
  if (wheel.parsed.kind !== "wheel") return [];
  const { pythonTag, abiTag } = wheel.parsed;
  return pythonTag.split(".").flatMap((python) => abiTag.split(".").map((abi) => ({ python, abi })));
}

/** What the suffix of an extension module says: which interpreter imports it, and where. */
export interface SuffixFacts {
  /** `cp312`, `cp313t`, `pp310`; null when any takes it. */
  readonly python: string | null;
  /** The processor in it, as platform tags name it; null without one. */
  readonly machine: string | null;
  readonly system: "linux" | "macos" | "windows" | null;
  readonly libc: "glibc" | "musl" | null;
}

/** Reads the middle of `module.cpython-312-x86_64-linux-gnu.so`, `module.cp312-win_amd64.pyd`, `module.abi3.so`. */
export function suffixFacts({ tag }: Pick<ExtensionName, "tag">): SuffixFacts {
  const [first = "", ...rest] = tag.split("-");
  const place = rest.join("-");
  const cpython = /^cpython-(\d)(\d+)(t?)[dmu]*(?:-(.*))?$/.exec(tag);
  const windows = /^cp(\d+t?)$/.exec(first);
  const pypy = /^(?:pypy|pp)(\d+)$/.exec(first);
  if (cpython !== null) {
    const [, major = "", minor = "", threads = "", where = ""] = cpython;
    return { python: `cp${major}${minor}${threads}`, ...placeFacts(where) };
  }
  if (windows !== null) return { python: `cp${windows[1]}`, ...placeFacts(place) };
  if (pypy !== null) return { python: `pp${pypy[1]}`, ...placeFacts(place) };
  return { python: null, machine: null, system: null, libc: null };
}

function placeFacts(place: string): Omit<SuffixFacts, "python"> {
  const linux = /^(?:pp\d+-)?([\w]+?)-linux-(gnu|musl)/.exec(place);
  if (linux !== null) {
    const machine =
      { i386: "i686", arm: "armv7l", powerpc64le: "ppc64le" }[linux[1] ?? ""] ?? linux[1] ?? null;
    return { machine, system: "linux", libc: linux[2] === "gnu" ? "glibc" : "musl" };
  }
  if (place.endsWith("darwin")) return { machine: null, system: "macos", libc: null };
  const windows = { win32: "x86", win_amd64: "amd64", win_arm64: "arm64", win_arm32: "arm" }[place];
  if (windows !== undefined) return { machine: windows, system: "windows", libc: null };
  return { machine: null, system: null, libc: null };
}

/** Whether an interpreter of the tag imports a module whose suffix names `python`. */
export function imports({ python, abi }: InterpreterTag, suffix: string): boolean {
  if (/^cp\d+t?$/.test(abi)) return suffix === abi;
  // Debug and wide builds of old Pythons: the same number with letters behind.
  if (/^cp\d+[dmu]+$/.test(abi)) return suffix === abi.replace(/[dmu]+$/, "");
  if (abi === "abi3" || abi === "none") return false;
  return python === suffix || abi.startsWith(python);
}

/** The minor version of Python 3 from which on a stable-ABI wheel may be installed; null for every other wheel. */
export function stableBaseline(wheel: Distribution): number | null {
  const tags = interpreterTags(wheel).filter(({ abi }) => abi === "abi3");
  const minors = tags.flatMap(({ python }) => {
    const minor = /^cp3(\d+)$/.exec(python)?.[1];
    return minor === undefined ? [] : [Number(minor)];
  });
  // cp3 and cp32 both mean the first stable ABI.
  return tags.length === 0 ? null : Math.max(2, Math.min(...(minors.length === 0 ? [2] : minors)));
}
