import type { TomlValue } from "../../../tree/toml-file.ts";
import type { MigratedTree } from "../../model/migrated-tree.ts";
import type { ProjectModel } from "../../model/project-model.ts";
import type { RemarkBook } from "../../model/remarks.ts";
import { foldersOf, type PackageShape } from "../package-shape.ts";

/** Which data goes along, and which does not. */
export interface PackageData {
  readonly included: Readonly<Record<string, TomlValue>>;
  readonly excluded: Readonly<Record<string, TomlValue>>;
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
          "migrate to hatchling (--to hatchling), or move the module out of the package",
        );
      else left.push(member);
    }
  }
  const explicit = shipped.filter((member) => !isImplicit(member));
  if (explicit.length === 0)
    return { included: {}, excluded: byFolder(left.filter(isImplicit)), isExplicit: left.length > 0 };
  return { ...patterns(explicit, left), isExplicit: true };
}

function patterns(shipped: readonly string[], left: readonly string[]): Omit<PackageData, "isExplicit"> {
  const hasHidden = shipped.some((member) => nameOf(member).startsWith("."));
  // Few that are left out are named; of many, those that are shipped.
  if (left.length <= shipped.length)
    return {
      included: { "*": hasHidden ? ["*", ".*"] : ["*"] },
      excluded: byFolder(
        left.filter((member) => hasHidden || !nameOf(member).startsWith(".") || isImplicit(member)),
      ),
    };
  return { included: byFolder(shipped), excluded: byFolder(left.filter(isImplicit)) };
}

function byFolder(members: readonly string[]): Readonly<Record<string, TomlValue>> {
  const folders = Map.groupBy(members, folderOf);
  return Object.fromEntries(
    [...folders]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([folder, each]) => [folder, summed(each.map(nameOf))]),
  );
}

/** Names of one kind as `*.js`, when there are several. */
function summed(names: readonly string[]): readonly string[] {
  return [...names].sort();
}

function folderOf(member: string): string {
  return member.split("/").slice(0, -1).join(".");
}

function nameOf(member: string): string {
  return member.slice(member.lastIndexOf("/") + 1);
}
