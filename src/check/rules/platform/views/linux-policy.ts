import type { VersionNeed } from "../../../../distribution/binary/elf-dynamic.ts";
import {
  MANYLINUX_LIBRARIES,
  MANYLINUX_POLICIES,
  MUSLLINUX_LIBRARIES,
} from "../../../knowledge/linux-policies.ts";
import { compareTo } from "./platform-tag.ts";

/** Libraries of which the policies judge the symbols. */
type Version = readonly [number, number];

/** The dynamic linker, which every program brings in. */
const LINKER = /^(?:ld-linux|ld64\.so|ld\.so)/;

/**
 * The symbol versions that systems of a manylinux policy do not have. A policy between two known ones has the symbols of
 * the older, and glibc's own up to its version (PEP 600).
 */
export function unmetVersions(
  needs: readonly VersionNeed[],
  version: Version,
  machine: string,
): readonly VersionNeed[] {
  const policy = MANYLINUX_POLICIES.findLast(
    (each) => compareTo(each.version, version) <= 0 && each.highest[machine] !== undefined,
  );
  return needs.filter((need) => {
    if (LINKER.test(need.library)) return false;
    const [, library = "", text = ""] = /^([^_]+)_(.*)$/.exec(need.version) ?? [];
    const isNumber = /^\d+(?:\.\d+)*$/.test(text);
    if (library === "GLIBC" && isNumber) {
      const floor = policy?.highest[machine]?.["GLIBC"] ?? "0";
      const bound = compareDotted(floor, version.join(".")) > 0 ? floor : version.join(".");
      return compareDotted(text, bound) > 0;
    }
    const highest = policy?.highest[machine]?.[library];
    if (highest === undefined) return false;
    if (isNumber) return compareDotted(text, highest) > 0;
    return policy?.others[machine]?.includes(need.version) !== true;
  });
}

/** Compares versions of numbers and dots. */
export function compareDotted(a: string, b: string): number {
  const [left, right] = [a.split(".").map(Number), b.split(".").map(Number)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether every system of a policy has a library. */
export function isSystemLibrary(
  library: string,
  system: "manylinux" | "musllinux",
  version: Version,
): boolean {
  if (LINKER.test(library)) return true;
  if (system === "musllinux")
    return MUSLLINUX_LIBRARIES.includes(library) || /^(?:libc\.musl-|ld-musl-)/.test(library);
  const since = MANYLINUX_LIBRARIES[library];
  return since !== undefined && compareTo(since, version) <= 0;
}

/** The C library that an ELF file is linked with; null when it names none. */
export function libcOf(needed: readonly string[]): "glibc" | "musl" | null {
  if (needed.some((library) => /^(?:libc\.musl-|ld-musl-)/.test(library) || library === "libc.so"))
    return "musl";
  return needed.includes("libc.so.6") ? "glibc" : null;
}
