import { append } from "../text/append.ts";
import { isAbsolute, join, posix, relative, sep } from "node:path";
import { parse, type TomlTable } from "smol-toml";
import { parseRequirement } from "../version/requirement.ts";
import type { Ports } from "../ports/ports.ts";
import { matchesGlob } from "../text/glob.ts";
import { normalizeName } from "../version/names.ts";

/** A package of a repository. */
export interface RepositoryPackage {
  readonly name: string;
  /** POSIX, relative to the repository's top directory; empty for that itself. */
  readonly directory: string;
  readonly pyproject: TomlTable;
  /** Directories of the packages of this repository that it depends on, all the way. */
  readonly dependencies: readonly string[];
}

type Table = Readonly<Record<string, unknown>>;

/**
 * The packages among directories that hold a pyproject.toml: those that the patterns fit, else uv's workspace members,
 * else the root alone. With what each takes from its neighbours: uv's workspace and path sources, Poetry's path
 * dependencies, `file:` addresses below the root.
 */
export async function readPackages(
  root: string,
  directories: readonly string[],
  patterns: readonly string[],
  files: Pick<Ports["files"], "readText">,
): Promise<readonly RepositoryPackage[]> {
  const tables = new Map<string, Promise<TomlTable>>();
  const read = (directory: string): Promise<TomlTable> => {
    const known = tables.get(directory) ?? readPyproject(join(root, directory, "pyproject.toml"), files);
    tables.set(directory, known);
    return known;
  };
  const top = directories.includes("") ? await read("") : {};
  const chosen = chooseDirectories(directories, patterns, top);
  const found = await Promise.all(
    chosen.map(async (directory) => ({ directory, pyproject: await read(directory) })),
  );
  const packages = found.flatMap(({ directory, pyproject }) => {
    const name = nameOf(pyproject);
    return name === null ? [] : [{ name, directory, pyproject, direct: [] as string[] }];
  });
  const byName = new Map(packages.map((each) => [normalizeName(each.name), each.directory]));
  const direct = new Map(
    packages.map((each) => [each.directory, localDependencies(each.pyproject, each.directory, root, byName)]),
  );
  return packages.map(({ name, directory, pyproject }) => ({
    name,
    directory,
    pyproject,
    dependencies: closure(directory, direct),
  }));
}

function chooseDirectories(
  directories: readonly string[],
  patterns: readonly string[],
  top: Table,
): readonly string[] {
  const workspace = tableAt(tableAt(tableAt(top, "tool"), "uv"), "workspace");
  const members = patterns.length > 0 ? patterns : strings(workspace["members"]);
  const excluded = patterns.length > 0 ? [] : strings(workspace["exclude"]);
  if (members.length === 0) return directories.filter((each) => each === "");
  const fits = (list: readonly string[], directory: string): boolean =>
    list.map(clean).some((pattern) => {
      // A pattern without a slash would fit the last name at any depth.
      return (pattern.includes("/") || !directory.includes("/")) && matchesGlob(pattern, directory);
    });
  return directories.filter(
    (each) => (each === "" && patterns.length === 0) || (fits(members, each) && !fits(excluded, each)),
  );
}

function clean(pattern: string): string {
  return pattern.replace(/^\.?\/+/, "").replace(/\/+$/, "");
}

async function readPyproject(path: string, files: Pick<Ports["files"], "readText">): Promise<TomlTable> {
  try {
    return parse(await files.readText(path));
  } catch {
    // A neighbour that cannot be read has no version here; its own commands say why.
    return {};
  }
}

function nameOf(pyproject: Table): string | null {
  const name = tableAt(pyproject, "project")["name"] ?? tableAt(tableAt(pyproject, "tool"), "poetry")["name"];
  return typeof name === "string" && name !== "" ? name : null;
}

/** Directories that a package names as its requirements, in whichever of the ways. */
function localDependencies(
  pyproject: Table,
  directory: string,
  root: string,
  byName: ReadonlyMap<string, string>,
): readonly string[] {
  const found: (string | undefined)[] = [];
  const tool = tableAt(pyproject, "tool");
  const sources = tableAt(tableAt(tool, "uv"), "sources");
  const inRepository = (path: string): string | undefined => {
    const below = isAbsolute(path)
      ? relative(root, path).split(sep).join("/")
      : posix.normalize(posix.join(directory, path));
    return below.startsWith("..") ? undefined : below.replace(/\/$/, "").replace(/^\.$/, "");
  };
  for (const text of requirementsOf(pyproject)) {
    const requirement = parseRequirement(text);
    if ("error" in requirement) continue;
    const { url } = requirement;
    if (url?.startsWith("file:") === true) found.push(inRepository(pathOfUrl(url)));
    const name = normalizeName(requirement.name);
    const source = Object.entries(sources).find(([key]) => normalizeName(key) === name)?.[1];
    for (const each of Array.isArray(source) ? source : [source]) {
      const { path, workspace } = (each ?? {}) as { readonly path?: unknown; readonly workspace?: unknown };
      if (workspace === true) found.push(byName.get(name));
      if (typeof path === "string") found.push(inRepository(path));
    }
  }
  for (const value of Object.values(tableAt(tableAt(tool, "poetry"), "dependencies"))) {
    const { path } = (typeof value === "object" && value !== null ? value : {}) as {
      readonly path?: unknown;
    };
    if (typeof path === "string") found.push(inRepository(path));
  }
  const known = new Set(byName.values());
  const inside = found.filter((each) => each !== undefined && each !== directory && known.has(each));
  return [...new Set(inside)] as readonly string[];
}

/** What users of the package need; groups for its developers do not count. */
function requirementsOf(pyproject: Table): readonly string[] {
  const project = tableAt(pyproject, "project");
  const extras = Object.values(tableAt(project, "optional-dependencies"));
  return [project["dependencies"], ...extras].flatMap(strings);
}

function pathOfUrl(url: string): string {
  const path = url.replace(/^file:(?:\/\/(?:localhost)?(?=\/))?/, "").replace(/^\$\{PROJECT_ROOT\}\//, "");
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function closure(start: string, direct: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const found = new Set<string>();
  const waiting = [...(direct.get(start) ?? [])];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === start || found.has(next)) continue;
    found.add(next);
    append(waiting, direct.get(next) ?? []);
  }
  return [...found].toSorted();
}

function tableAt(table: Table, key: string): Table {
  const value = Object.hasOwn(table, key) ? table[key] : undefined;
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Table) : {};
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}
