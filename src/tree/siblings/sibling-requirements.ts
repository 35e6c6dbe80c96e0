import { dirname, join, relative } from "node:path/posix";
import type { Location } from "../../findings/location.ts";
import type { TextChange } from "../../text/file-edit.ts";
import { normalizeName } from "../../version/names.ts";
import { isRequirementError, parseRequirement } from "../../version/requirement.ts";
import { setTomlValue } from "../edit/toml-edit.ts";
import { isTable, keysOf } from "../pyproject-project.ts";
import { POETRY_SOURCES, UV_SOURCES } from "../requirement-sources.ts";
import type { SourceTree } from "../source-tree.ts";
import { parseTomlFile, type KeyPath, type TomlFile } from "../formats/toml-file.ts";

/** What one package of the repository requires of another one in it. */
export interface SiblingRequirement {
  /** Who requires, as it spells itself. */
  readonly dependent: string;
  /** Directory of that package, relative to the project; `.` for itself. */
  readonly directory: string;
  /** The whole requirement as written. */
  readonly text: string;
  /** Clauses as written, with their blanks and parentheses. */
  readonly clauses: string;
  readonly location: Location;
  /** The file that holds it, as read. */
  readonly content: string;
  /** The edit that puts other clauses there. */
  readonly withClauses: (clauses: string) => readonly TextChange[];
}

/** A package beside the project that it requires, and the version that stands in that package's pyproject.toml. */
export interface RequiredSibling extends SiblingRequirement {
  readonly sibling: string;
  readonly version: string;
  /** The pyproject.toml of the sibling. */
  readonly file: string;
}

const NAME = /^\s*[A-Za-z0-9][A-Za-z0-9._-]*\s*(?:\[[^\]]*\])?\s*/;

/** What packages of the repository that take this project from its directory, or their workspace, require of it. */
export async function requirementsOnProject(tree: SourceTree): Promise<readonly SiblingRequirement[]> {
  const own = tree.project.name?.value;
  if (own === undefined) return [];
  const files = await siblingFiles(tree);
  return files.flatMap((sibling) =>
    localRequirements(sibling, rootOf(sibling, files, tree), tree).filter(
      (each) => each.name === normalizeName(own) && (each.place === null || each.place === "."),
    ),
  );
}

/** What the project requires of packages beside it that state their version. */
export async function requiredSiblings(tree: SourceTree): Promise<readonly RequiredSibling[]> {
  if (tree.pyproject === null) return [];
  const own = { file: "pyproject.toml", toml: tree.pyproject };
  const files = await siblingFiles(tree);
  const required = localRequirements(own, rootOf(own, files, tree), tree);
  return required.flatMap((each) => {
    const found = files.filter(({ file, toml }) => {
      const isThere = each.place === null || each.place === dirname(file);
      return isThere && normalizeName(nameOf(toml) ?? "") === each.name;
    });
    const [sibling] = found;
    const version =
      sibling?.toml.get(["project", "version"]) ?? sibling?.toml.get(["tool", "poetry", "version"]);
    if (sibling === undefined || found.length > 1 || typeof version !== "string") return [];
    return [{ ...each, sibling: nameOf(sibling.toml) ?? each.name, version, file: sibling.file }];
  });
}

/** A pyproject.toml of the repository; its path is relative to the project. */
interface SiblingFile {
  readonly file: string;
  readonly toml: TomlFile;
}

async function siblingFiles(tree: SourceTree): Promise<readonly SiblingFile[]> {
  const files = await tree.neighbours.list("pyproject.toml");
  const read = files.map(async (file) => {
    const bytes = await tree.neighbours.readBytes(file);
    try {
      return bytes === null ? [] : [{ file, toml: parseTomlFile(file, bytes) }];
    } catch {
      // A neighbour that is no TOML is told by its own check.
      return [];
    }
  });
  return (await Promise.all(read)).flat();
}

type LocalRequirement = SiblingRequirement & {
  /** Normalized name of what is required. */
  readonly name: string;
  /** Its directory, relative to the project; null: the workspace knows it. */
  readonly place: string | null;
};

/** The root of uv's workspace above a file: its sources hold for the members, too. Null without one. */
function rootOf({ file }: SiblingFile, files: readonly SiblingFile[], tree: SourceTree): SiblingFile | null {
  const folder = (path: string): string => join("/", tree.git?.prefix ?? "", dirname(path));
  const above = (other: string): boolean =>
    other !== file && !relative(folder(other), folder(file)).startsWith("..");
  const roots = files.filter(
    (each) => above(each.file) && isTable(each.toml.get(["tool", "uv", "workspace"])),
  );
  return roots.toSorted((a, b) => folder(b.file).length - folder(a.file).length)[0] ?? null;
}

/** The directory of what is taken from the repository, relative to the project, by name; null: the workspace knows it. */
function sourcesOf({ file, toml }: SiblingFile, tree: SourceTree): ReadonlyMap<string, string | null> {
  const here = join("/", tree.git?.prefix ?? "");
  const sources = new Map<string, string | null>();
  for (const base of [UV_SOURCES, POETRY_SOURCES]) {
    for (const key of keysOf(toml, base)) {
      const value = toml.get([...base, key]);
      for (const source of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
        if (!isTable(source)) continue;
        const { path, workspace } = source;
        if (typeof path === "string") {
          const target = join(here, dirname(file), path).replace(/(.)\/$/, "$1");
          sources.set(normalizeName(key), relative(here, target) || ".");
        } else if (workspace === true) sources.set(normalizeName(key), null);
      }
    }
  }
  return sources;
}

/** The requirements that development takes from the repository itself: uv's workspace and paths, Poetry's paths. */
function localRequirements(
  sibling: SiblingFile,
  root: SiblingFile | null,
  tree: SourceTree,
): readonly LocalRequirement[] {
  const { file, toml } = sibling;
  const inherited = root === null ? [] : sourcesOf(root, tree);
  const sources = new Map([...inherited, ...sourcesOf(sibling, tree)]);
  if (sources.size === 0) return [];
  return lists(toml).flatMap((path) => {
    const text = toml.get(path);
    const parsed = typeof text === "string" ? parseRequirement(text) : null;
    if (typeof text !== "string" || parsed === null || isRequirementError(parsed) || parsed.url !== null)
      return [];
    const name = normalizeName(parsed.name);
    const place = sources.get(name);
    if (place === undefined) return [];
    const head = NAME.exec(text)?.[0] ?? "";
    const rest = text.slice(head.length);
    const clauses = (rest.split(";")[0] ?? "").trimEnd();
    return [
      {
        name,
        place,
        dependent: nameOf(toml) ?? dirname(file),
        directory: dirname(file),
        text,
        clauses,
        location: toml.locate(path),
        content: toml.text,
        withClauses: (made: string) =>
          setTomlValue(
            toml,
            path,
            (clauses === "" ? head.trimEnd() : head) + made + rest.slice(clauses.length),
          ),
      },
    ];
  });
}

/** The way to each requirement of [project] and of the dependency groups (PEP 621, PEP 735). */
function lists(toml: TomlFile): readonly KeyPath[] {
  const extras: KeyPath = ["project", "optional-dependencies"];
  const groups: KeyPath = ["dependency-groups"];
  const found: readonly KeyPath[] = [
    ["project", "dependencies"],
    ...keysOf(toml, extras).map((extra) => [...extras, extra]),
    ...keysOf(toml, groups).map((group) => [...groups, group]),
  ];
  return found.flatMap((path) => {
    const list = toml.get(path);
    return Array.isArray(list) ? list.map((_, at): KeyPath => [...path, at]) : [];
  });
}

function nameOf(toml: TomlFile): string | null {
  const name = toml.get(["project", "name"]) ?? toml.get(["tool", "poetry", "name"]);
  return typeof name === "string" ? name : null;
}
