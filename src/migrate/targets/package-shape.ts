/** How the modules of a wheel lie in the tree: the directory that is taken off, and what is left. */
export interface PackageShape {
  /** Directories that are taken off: `src`, or empty for the root. */
  readonly roots: readonly string[];
  /** Top-level packages, by name. */
  readonly packages: readonly TopPackage[];
  /** Top-level modules, without `.py`. */
  readonly modules: readonly TopModule[];
  /** Members that lie at the top and are no module. */
  readonly loose: readonly string[];
  /** Members whose path in the wheel is no part of their path in the tree. */
  readonly renamed: readonly string[];
}

/** A top-level package of the wheel. */
export interface TopPackage {
  readonly name: string;
  readonly root: string;
  /** Paths in the wheel, sorted. */
  readonly members: readonly string[];
}

export interface TopModule {
  readonly name: string;
  readonly root: string;
}

/** Sorts the members of a wheel by package. */
export function packageShape(wheel: ReadonlyMap<string, string>): PackageShape {
  const packages = new Map<string, { name: string; root: string; members: string[] }>();
  const modules: TopModule[] = [];
  const loose: string[] = [];
  const renamed: string[] = [];
  for (const [member, path] of [...wheel].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (path !== member && !path.endsWith(`/${member}`)) {
      renamed.push(member);
      continue;
    }
    const root = path.slice(0, path.length - member.length).replace(/\/$/, "");
    const [name = "", ...rest] = member.split("/");
    if (rest.length === 0) {
      if (/^[\p{L}_][\p{L}\p{N}_]*\.py$/u.test(name))
        modules.push({ name: name.slice(0, -".py".length), root });
      else loose.push(member);
      continue;
    }
    const known = packages.get(name) ?? { name, root, members: [] };
    if (known.root !== root) renamed.push(member);
    known.members.push(member);
    packages.set(name, known);
  }
  const all = [...packages.values()];
  const roots = [...new Set([...all, ...modules].map(({ root }) => root))].sort();
  return { roots, packages: all, modules, loose, renamed };
}

/** The folders of a package that hold members, by their dotted names. */
export function foldersOf(members: readonly string[]): readonly string[] {
  return [...new Set(members.map((member) => member.split("/").slice(0, -1).join(".")))].sort();
}
