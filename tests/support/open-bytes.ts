import { expect } from "vitest";
import { openDistribution, type Distribution } from "../../src/distribution/distribution.ts";
import type { ByteSource, Files } from "../../src/ports/files.ts";

/** A byte source over bytes in memory. `onRead` sees every read. */
export function bytesSource(
  bytes: Uint8Array,
  onRead?: (offset: number, length: number) => void,
): ByteSource {
  return {
    size: bytes.length,
    read: (offset, length) => {
      onRead?.(offset, length);
      return Promise.resolve(bytes.subarray(offset, offset + length));
    },
    stream: async function* (start = 0, end = bytes.length) {
      yield await Promise.resolve(bytes.subarray(start, end));
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

/** A file system with one file, which every path names. */
export function bytesFiles(
  bytes: Uint8Array,
  onRead?: (offset: number, length: number) => void,
): Pick<Files, "open"> {
  return { open: () => Promise.resolve(bytesSource(bytes, onRead)) };
}

/** Opens bytes as a distribution of this file name. */
export function openBytes(fileName: string, bytes: Uint8Array): Promise<Distribution> {
  return openDistribution(fileName, bytesFiles(bytes));
}

/** Opens what a builder builds. */
export function openBuilt(builder: {
  readonly fileName: string;
  build(): Uint8Array;
}): Promise<Distribution> {
  return openBytes(builder.fileName, builder.build());
}

/** The rule ids of a distribution's problems, in order. */
export function codes(distribution: Distribution): readonly string[] {
  return distribution.problems.map(({ code }) => code);
}

/** The one problem of what a builder builds; fails when there are none or several. */
export async function only(builder: {
  readonly fileName: string;
  build(): Uint8Array;
}): Promise<Distribution["problems"][number]> {
  const { problems } = await openBuilt(builder);
  expect(problems).toHaveLength(1);
  return problems[0] as Distribution["problems"][number];
}
