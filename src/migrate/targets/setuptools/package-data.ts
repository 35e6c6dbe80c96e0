import type { MigratedTree } from "../../model/migrated-tree.ts";
import type { ProjectModel } from "../../model/project-model.ts";
import type { RemarkBook } from "../../model/remarks.ts";
import { foldersOf, type PackageShape } from "../package-shape.ts";

/** Which data goes along, and which does not. */
export interface PackageData {
  readonly included: Readonly<Record<string, readonly string[]>>;
  readonly excluded: Readonly<Record<string, readonly string[]>>;
  /** Whether what is data is said here, and setuptools must not add more. */
  readonly isExplicit: boolean;
}

/** What setuptools takes for data of a package unasked. */
function isImplicit(path: string): boolean {
  return path.endsWith(".pyi") || path.endsWith("/py.typed");
}

/**
 * Data of the packages: all of it by one pattern (per folder, because `**` would reach into `__pycache__`), else by name.
 * A module of a folder that is packaged cannot be left out.
 */
export function packageData(
  { packages }: PackageShape,
  { wheel }: ProjectModel,
  tree: MigratedTree,
  foldersLeftOut: ReadonlySet<string>,
  book: RemarkBook,
): PackageData {
  const shipped: string[] = [];
  const left: string[] = [];
  for (const { name, root, members } of packages) {
    const prefix = root === "" ? "" : `${root}/`;
    const folders = new Set(foldersOf(members));
    shipped.push(...members.filter((member) => !member.endsWith(".py")));
    for (const path of tree.files.filter((each) => each.startsWith(`${prefix}${name}/`))) {
      const member = path.slice(prefix.length);
      const folder = folderOf(member);
      if (wheel.has(member) || !folders.has(folder) || foldersLeftOut.has(folder)) continue;
      if (member.endsWith(".py"))
        book.refuse(
          `wheel-file:${member}`,
          `setuptools cannot leave ${member} out of its package`,
          "move the module out of the package",
          "migrate to hatchling (--to hatchling)",
        );
      else left.push(member);
    }
  }
  const apart = unreachable(shipped);
  const explicit = shipped.filter((member) => !isImplicit(member) && isReachable(member));
  if (explicit.length === 0)
    return {
      included: apart,
      excluded: byFolder(left.filter(isImplicit)),
      isExplicit: left.length > 0 || Object.keys(apart).length > 0,
    };
  const { included, excluded } = patterns(explicit, left);
  return { included: merged(included, apart), excluded, isExplicit: true };
}

function merged(
  a: Readonly<Record<string, readonly string[]>>,
  b: Readonly<Record<string, readonly string[]>>,
): Readonly<Record<string, readonly string[]>> {
  return {
    ...a,
    ...Object.fromEntries(Object.entries(b).map(([key, each]) => [key, [...(a[key] ?? []), ...each]])),
  };
}

function patterns(shipped: readonly string[], left: readonly string[]): Omit<PackageData, "isExplicit"> {
  const isHidden = (member: string): boolean => nameOf(member).startsWith(".");
  // Few that are left out are named; of many, those that are shipped. A pattern of hidden files would take a local `.env`.
  if (left.length <= shipped.length)
    return {
      included: { "*": ["*"], ...byFolder(shipped.filter(isHidden)) },
      excluded: byFolder(left.filter((member) => !isHidden(member) || isImplicit(member))),
    };
  return { included: byFolder(shipped), excluded: byFolder(left.filter(isImplicit)) };
}

function byFolder(members: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const folders = Map.groupBy(members, folderOf);
  return Object.fromEntries(
    [...folders]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([folder, each]) => [folder, each.map(nameOf).sort()]),
  );
}

/** Folders with a dot in their names are no packages: what is in them is data of the package above, by path. */
function unreachable(members: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const found = new Map<string, Set<string>>();
  for (const member of members) {
    const folders = member.split("/").slice(0, -1);
    const at = folders.findIndex((name) => name.includes("."));
    if (at <= 0) continue;
    const owner = folders.slice(0, at).join(".");
    const hidden = nameOf(member).startsWith(".") ? ".*" : "*";
    found.set(owner, (found.get(owner) ?? new Set()).add([...folders.slice(at), hidden].join("/")));
  }
  return Object.fromEntries([...found].map(([owner, patterns]) => [owner, [...patterns].sort()]));
}

/** Whether every folder on the way can be a package. */
export function isReachable(member: string): boolean {
  return !member
    .split("/")
    .slice(0, -1)
    .some((name) => name.includes("."));
}

function folderOf(member: string): string {
  return member.split("/").slice(0, -1).join(".");
}

function nameOf(member: string): string {
  return member.slice(member.lastIndexOf("/") + 1);
}
