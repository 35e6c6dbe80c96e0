import { ownModules } from "../own-packages.ts";
import type { VersionLocationKind, LocationProject, Statement } from "../version-location.ts";
import { pythonAssignments, type PythonAssignment } from "../text/python-assignments.ts";

/** Files of a package that are there to say what it is. */
export const VERSION_FILES = [
  "__version__.py",
  "_version.py",
  "version.py",
  "__about__.py",
  "_about.py",
  "about.py",
  "__meta__.py",
  "_meta.py",
  "__pkginfo__.py",
] as const;

const STRINGS: ReadonlySet<string> = new Set(["__version__", "VERSION", "__VERSION__", "version"]);
const TUPLES: ReadonlySet<string> = new Set([
  "VERSION",
  "version_info",
  "__version_info__",
  "VERSION_INFO",
  "version_tuple",
  "__version_tuple__",
  "numversion",
]);

/** Literals in the project's own package: `__version__`, `VERSION`, `version_info`. Computed ones are no copies. */
export const dunderVersion: VersionLocationKind = {
  id: "dunder-version",
  title: "A literal in the package itself",
  where:
    "`__init__.py` of the project's package, or the lone module; beside it `_version.py`, `version.py`, `__version__.py`, " +
    "`__about__.py` and the like, unless generated; the file that the backend's settings name",
  example: '__version__ = "1.2.3"',
  async find(project) {
    const { modules, certain } = ownModules(project);
    const byModule = await Promise.all(modules.map((each) => inModule(each, project)));
    const telling = byModule.filter((each) => each.length > 0);
    const own = certain || telling.length === 1 ? telling.flat() : [];
    const named = await Promise.all(
      project.origin.places
        .filter((place) => place.file.endsWith(".py") && place.file !== "setup.py")
        .map(async (place) => inNamedFile(place, project)),
    );
    return [...own, ...named.flat()];
  },
};

async function inModule(
  module: { readonly file: string; readonly directory: string | null },
  { text }: LocationProject,
): Promise<readonly Statement[]> {
  const found: Statement[] = [];
  const main = await text(module.file);
  if (main !== null) {
    for (const each of inMainFile(module.file, main)) found.push(each);
  }
  if (module.directory === null) return found;
  for (const name of VERSION_FILES) {
    const file = module.directory + name;
    const content = await text(file);
    if (content !== null && !isGenerated(content))
      for (const each of statements(file, pythonAssignments(content))) found.push(each);
  }
  return found;
}

/** In `__init__.py` a plain name counts only when it makes up `__version__`, or when there is no `__version__`. */
function inMainFile(file: string, content: string): readonly Statement[] {
  const assignments = pythonAssignments(content);
  const dunder = /^__version__\b[^\n]*/m.exec(content)?.[0] ?? "";
  const hasDunder = dunder !== "" || /\bimport\b[^\n]*\b__version__\b/.test(content);
  return statements(
    file,
    assignments.filter(
      ({ name }) => name.startsWith("__") || !hasDunder || new RegExp(`\\b${name}\\b`).test(dunder),
    ),
  );
}

async function inNamedFile(
  place: { readonly file: string; readonly name: string | null },
  { text }: LocationProject,
): Promise<readonly Statement[]> {
  const content = await text(place.file);
  if (content === null) return [];
  const assignments = pythonAssignments(content).filter(
    ({ name }) => place.name === null || name === place.name,
  );
  return place.name === null
    ? statements(place.file, assignments)
    : assignments.map((each) => statement(place.file, each));
}

function statements(file: string, assignments: readonly PythonAssignment[]): readonly Statement[] {
  return assignments
    .filter(({ name, kind }) => (kind === "string" ? STRINGS : TUPLES).has(name))
    .map((each) => statement(file, each));
}

function statement(file: string, { name, kind, start, end }: PythonAssignment): Statement {
  return { file, name, start, end, form: kind === "string" ? "pep440" : "tuple" };
}

/** What a build writes is no copy: it is made anew from the source of the version. */
function isGenerated(content: string): boolean {
  const head = content.split("\n").slice(0, 12).join("\n");
  return /\b(auto-?)?generated\b|do(n't| not) (edit|modify|change|track)/i.test(head);
}
