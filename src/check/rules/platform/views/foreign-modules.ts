import type { Binary } from "../../../../distribution/binary/binary.ts";
import type { WheelBinary } from "./wheel-binaries.ts";

/** An extension module that no machine of the tag can load, and why. */
export interface ForeignModule {
  readonly each: WheelBinary;
  /** The processor that it is for; null when it is for another system altogether. */
  readonly machine: string | null;
}

/** The extension modules that are not for these machines. One that has a twin for them is passed over: the twin is imported. */
export function foreignModules(
  binaries: readonly WheelBinary[],
  format: Exclude<Binary["format"], "mach-o">,
  machines: ReadonlySet<string>,
): readonly ForeignModule[] {
  const fits = new Set(
    binaries.flatMap(({ binary, extension }) =>
      binary.format === format && machines.has(binary.machine) && extension !== null
        ? [extension.module]
        : [],
    ),
  );
  return binaries.flatMap((each): readonly ForeignModule[] => {
    const { binary, extension } = each;
    if (extension === null || fits.has(extension.module)) return [];
    if (binary.format !== format) return [{ each, machine: null }];
    const isForeign = binary.machine !== "unknown" && !machines.has(binary.machine);
    return isForeign ? [{ each, machine: binary.machine }] : [];
  });
}
