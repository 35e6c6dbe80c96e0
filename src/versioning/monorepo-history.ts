/** A package as its history is counted. */
export interface PackageScope {
  readonly name: string;
  /** Directories whose commits count, POSIX and relative to the repository; `""` is all of it. */
  readonly paths: readonly string[];
  /** Its tags by the commit that they stand for. */
  readonly tags: ReadonlyMap<string, readonly string[]>;
}

/** From where a package's version counts, and how far that is. */
export interface PackageCount {
  /** The tags of the nearest tagged commit; empty without one. */
  readonly tags: readonly string[];
  /** Commits since then (or all of them) that touch the package's paths. */
  readonly distance: number;
}

/** A commit as the pass meets it. */
export interface PassedCommit {
  readonly hash: string;
  readonly parents: readonly string[];
  /** What it changes against any of its parents. */
  readonly paths: Iterable<string>;
}

interface Candidate {
  readonly bit: number;
  readonly tags: readonly string[];
  /** Commits that it does not reach, as git describe weighs tags. */
  depth: number;
  distance: number;
}

/**
 * Counts every package's commits since its own tag in one pass. Commits come in topological order, children first, so
 * that what a tag reaches is known when a commit's turn comes: a set of bits, one a tag, goes from child to parent.
 * Of several tags that do not reach each other the one that leaves the fewest commits out wins, as with git describe.
 */
export class PackageHistory {
  readonly #packages: readonly PackageScope[];
  readonly #byPath = new Map<string, number[]>();
  readonly #tagged = new Map<string, number[]>();
  readonly #candidates: Candidate[][];
  readonly #touched: Int32Array;
  readonly #reached = new Map<string, bigint>();
  /** Those of packages with several candidates: only they are weighed. */
  readonly #rivals = new Set<readonly Candidate[]>();
  #bits = 0;
  #commits = 0;

  constructor(packages: readonly PackageScope[]) {
    this.#packages = packages;
    this.#candidates = packages.map(() => []);
    this.#touched = new Int32Array(packages.length);
    for (const [index, { paths, tags }] of packages.entries()) {
      for (const path of paths) push(this.#byPath, path, index);
      for (const commit of tags.keys()) push(this.#tagged, commit, index);
    }
  }

  /** Takes the next commit. */
  pass({ hash, parents, paths }: PassedCommit): void {
    let reached = this.#reached.get(hash) ?? 0n;
    this.#reached.delete(hash);
    for (const index of this.#tagged.get(hash) ?? []) reached |= this.#open(index, hash, reached);
    for (const index of this.#packagesOf(paths)) {
      this.#touched[index] = (this.#touched[index] ?? 0) + 1;
      for (const each of this.#candidates[index] ?? []) if (!has(reached, each.bit)) each.distance += 1;
    }
    this.#commits += 1;
    for (const rivals of this.#rivals)
      for (const each of rivals) if (!has(reached, each.bit)) each.depth += 1;
    for (const parent of parents) this.#reached.set(parent, (this.#reached.get(parent) ?? 0n) | reached);
  }

  /** True when no commit to come can change a count: every tag reaches all that is left. */
  get isSettled(): boolean {
    if (this.#candidates.some((each) => each.length === 0)) return false;
    const all = (1n << BigInt(this.#bits)) - 1n;
    return [...this.#reached.values()].every((each) => each === all);
  }

  /** The counts, in the order of the packages. */
  counts(): readonly PackageCount[] {
    return this.#packages.map((_, index) => {
      const candidates = this.#candidates[index] ?? [];
      const best = candidates.toSorted((a, b) => a.depth - b.depth)[0];
      return { tags: best?.tags ?? [], distance: best?.distance ?? this.#touched[index] ?? 0 };
    });
  }

  /** A tag that an earlier one of the package reaches is farther away than that. */
  #open(index: number, hash: string, reached: bigint): bigint {
    const candidates = this.#candidates[index] ?? [];
    if (candidates.some((each) => has(reached, each.bit))) return 0n;
    const bit = this.#bits;
    this.#bits += 1;
    const tags = this.#packages[index]?.tags.get(hash) ?? [];
    candidates.push({ bit, tags, depth: this.#commits, distance: this.#touched[index] ?? 0 });
    if (candidates.length > 1) this.#rivals.add(candidates);
    return 1n << BigInt(bit);
  }

  #packagesOf(paths: Iterable<string>): ReadonlySet<number> {
    const found = new Set<number>();
    const seen = new Set<string>();
    for (const path of paths) {
      for (let at = path; !seen.has(at); at = at.slice(0, Math.max(0, at.lastIndexOf("/")))) {
        seen.add(at);
        for (const index of this.#byPath.get(at) ?? []) found.add(index);
      }
    }
    return found;
  }
}

function has(bits: bigint, bit: number): boolean {
  return ((bits >> BigInt(bit)) & 1n) === 1n;
}

function push(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
