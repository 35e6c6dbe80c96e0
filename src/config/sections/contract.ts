import * as v from "valibot";
import { oneOf, text } from "./value-schemas.ts";

/** What a project promises of its distributions: rules hold them to it. Paths of an sdist are taken below its top folder. */
export interface Contract {
  /** `pure`: no compiled module in a wheel; `compiled`: one at least. */
  readonly expect?: "pure" | "compiled" | undefined;
  /** Patterns of which no file of a distribution may fit one. */
  readonly forbidden: readonly string[];
  /** Patterns each of which some file of every wheel must fit. */
  readonly required: readonly string[];
  /** All importable top-level names of a wheel. */
  readonly "top-level"?: readonly string[] | undefined;
  /** Bytes; the largest distribution that is allowed, by kind. */
  readonly "max-size": { readonly wheel?: number | undefined; readonly sdist?: number | undefined };
  /** Files in one distribution. */
  readonly "max-files"?: number | undefined;
}

const UNITS: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1e3,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
};

const SIZE = /^(\d+(?:\.\d+)?)\s*([A-Za-z]+)$/;

/** A number of bytes, or `"5 MB"`, `"100 KiB"`. */
export const byteSize: v.GenericSchema<unknown, number> = v.pipe(
  v.union(
    [
      v.number(),
      v.pipe(
        v.string(),
        v.check((value) => UNITS[SIZE.exec(value)?.[2] ?? ""] !== undefined),
      ),
    ],
    'must be a size: a number of bytes, or "5 MB"',
  ),
  v.transform((value) => {
    if (typeof value === "number") return value;
    const [, number = "", unit = ""] = SIZE.exec(value) ?? [];
    return Math.floor(Number(number) * (UNITS[unit] ?? 1));
  }),
);

const maxSize = v.union(
  [
    v.pipe(
      byteSize,
      v.transform((size) => ({ wheel: size, sdist: size })),
    ),
    v.strictObject({
      wheel: v.optional(v.pipe(byteSize, v.description("Size limit for wheels."))),
      sdist: v.optional(v.pipe(byteSize, v.description("Size limit for sdists."))),
    }),
  ],
  'must be a size such as "5 MB", or {wheel = "5 MB", sdist = "1 MB"}',
);

const patterns = v.array(text, "must be a list of patterns");

/** [tool.shipwheel.check.contract]. */
export const contractSection: v.GenericSchema<unknown, Contract> = v.strictObject({
  expect: v.optional(
    v.pipe(
      oneOf(["pure", "compiled"]),
      v.description("Whether wheels must be pure or contain a compiled module."),
    ),
  ),
  forbidden: v.optional(
    v.pipe(
      patterns,
      v.description("Patterns of files that no distribution may contain (`data/`, `*.sqlite`)."),
    ),
    [],
  ),
  required: v.optional(
    v.pipe(patterns, v.description("Patterns of files that every wheel must contain (`demo/py.typed`).")),
    [],
  ),
  "top-level": v.optional(
    v.pipe(
      v.array(text, "must be a list of names"),
      v.description("All importable top-level names of a wheel."),
    ),
  ),
  "max-size": v.optional(
    v.pipe(
      maxSize,
      v.description('Size limit for a distribution: `"5 MB"`, or `{ wheel = "5 MB", sdist = "1 MB" }`.'),
    ),
    {},
  ),
  "max-files": v.optional(
    v.pipe(
      v.number("must be a number of files"),
      v.minValue(1, "must be at least 1"),
      v.description("Maximum number of files in a distribution."),
    ),
  ),
});
