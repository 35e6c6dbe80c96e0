import table from "./trove-classifiers.json" with { type: "json" };

/** Every classifier that PyPI takes, sorted. */
export const CLASSIFIERS: readonly string[] = table.classifiers;

/** Deprecated classifiers and what replaces them; an empty list: nothing does. */
export const DEPRECATED_CLASSIFIERS: Readonly<Record<string, readonly string[]>> = table.deprecated;
