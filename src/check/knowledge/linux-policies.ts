import table from "./linux-policies.json" with { type: "json" };

/** What a manylinux policy lets a wheel need: symbol versions by machine. */
export interface LinuxPolicy {
  /** Of glibc, as the tag has it. */
  readonly version: readonly [number, number];
  /** The highest version of each library's symbols. */
  readonly highest: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Symbol versions that are no numbers. */
  readonly others: Readonly<Record<string, readonly string[]>>;
}

/** The policies, oldest first. */
export const MANYLINUX_POLICIES: readonly LinuxPolicy[] =
  table.manylinux as readonly unknown[] as readonly LinuxPolicy[];

/** Libraries that every system of a policy has, with the oldest policy of which it is true. */
export const MANYLINUX_LIBRARIES: Readonly<Record<string, readonly [number, number]>> =
  table.manylinuxLibraries as Readonly<Record<string, readonly number[]>> as Readonly<
    Record<string, readonly [number, number]>
  >;

/** Libraries that every system with musl has. */
export const MUSLLINUX_LIBRARIES: readonly string[] = table.musllinuxLibraries;
