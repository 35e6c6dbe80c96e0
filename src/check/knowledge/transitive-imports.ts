import table from "./transitive-imports.json" with { type: "json" };

/** Import names that come along with well-known distributions because these require them; by normalised names. */
const BROUGHT: Readonly<Record<string, readonly string[]>> = table.brings;

/**
 * Popular distributions without requirements of their own: nothing else comes with them, so that what is neither
 * theirs nor declared is certainly missing.
 */
export const LEAVES: ReadonlySet<string> = new Set(table.leaves);

/** The requirement that is known to bring a top-level name along; null when none is. `declared`: normalised names. */
export function broughtBy(top: string, declared: readonly string[]): readonly string[] {
  return declared.filter((name) => Object.hasOwn(BROUGHT, name) && BROUGHT[name]?.includes(top));
}
