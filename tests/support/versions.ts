import fc from "fast-check";
import { parseVersion, type Version } from "../../src/version/pep440.ts";

/** A version from its text. */
export function version(text: string): Version {
  const parsed = parseVersion(text);
  if (parsed === null) throw new Error(`no version: ${text}`);
  return parsed;
}

const number: fc.Arbitrary<bigint> = fc.oneof(
  { weight: 4, arbitrary: fc.bigInt(0n, 3n) },
  fc.bigInt(0n, 10n ** 25n),
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.option(arbitrary, { nil: null, freq: 2 });

/** Any version of PEP 440: small numbers often, so that neighbours meet. */
export const anyVersion: fc.Arbitrary<Version> = fc.record({
  epoch: fc.oneof({ weight: 5, arbitrary: fc.constant(0n) }, number),
  release: fc.array(number, { minLength: 1, maxLength: 5 }),
  pre: maybe(fc.tuple(fc.constantFrom("a" as const, "b" as const, "rc" as const), number)),
  post: maybe(number),
  dev: maybe(number),
  local: maybe(
    fc.array(fc.oneof(number, fc.stringMatching(/^[a-z][a-z0-9]{0,3}$/)), { minLength: 1, maxLength: 3 }),
  ),
});
