/** What two distributions are compared by. */
export type AspectCode =
  | "name"
  | "version"
  | "summary"
  | "description"
  | "description-content-type"
  | "keywords"
  | "author"
  | "maintainer"
  | "license"
  | "classifier"
  | "requires-python"
  | "requires-dist"
  | "provides-extra"
  | "project-url"
  | "other-metadata"
  | "entry-point"
  | "wheel-file"
  | "sdist-file"
  | "wheel-tag"
  | "record";

/** Something that differs. */
export interface Difference<Code extends string = AspectCode> {
  readonly code: Code;
  /** What it is about: a requirement's name, a file, a classifier. */
  readonly subject: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** One aspect of two things, compared. */
export interface Comparison<Code extends string = AspectCode> {
  readonly code: Code;
  /** How many things are the same. */
  readonly equal: number;
  readonly differences: readonly Difference<Code>[];
}

/** Compares two sets of texts by their keys. */
export function compareSets<Code extends string>(
  code: Code,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Comparison<Code> {
  const differences: Difference<Code>[] = [];
  let equal = 0;
  for (const subject of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const [old, now] = [before.get(subject) ?? null, after.get(subject) ?? null];
    if (old === now) equal += 1;
    else differences.push({ code, subject, before: old, after: now });
  }
  return { code, equal, differences };
}

/** Compares what is in both sets; what only one has is the difference of something else. */
export function compareShared<Code extends string>(
  code: Code,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Comparison<Code> {
  const shared = (own: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): typeof own =>
    new Map([...own].filter(([subject]) => other.has(subject)));
  return compareSets(code, shared(before, after), shared(after, before));
}

/** Compares single values. */
export function compareValues<Code extends string>(
  code: Code,
  subject: string,
  before: string | null,
  after: string | null,
): Comparison<Code> {
  if (before === after) return { code, equal: before === null ? 0 : 1, differences: [] };
  return { code, equal: 0, differences: [{ code, subject, before, after }] };
}
