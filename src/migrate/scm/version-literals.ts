import { lineEnding } from "../../tree/edit/text-lines.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import type { VersionLocation } from "../../tree/version-locations/version-location.ts";
import { applyChanges, type FileEdit } from "../../text/file-edit.ts";
import { sameVersion } from "../../version/same-version.ts";
import type { ProjectModel } from "../model/project-model.ts";

/** A line of a module of the wheel that states the version. */
interface VersionLiteral {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** A module of the wheel, and its lines that state the version. */
export interface StatingModule {
  readonly path: string;
  readonly member: string;
  readonly text: string;
  readonly literals: readonly VersionLiteral[];
}

const ASSIGNMENT = /^([A-Za-z_]\w*)(?:[ \t]*:[^=\n]+)?[ \t]*=[ \t]*(['"])([^'"\n]+)\2/gm;
const NAMES: ReadonlySet<string> = new Set(["__version__", "__VERSION__", "VERSION", "version"]);

/**
 * Modules of the wheel that state the version as a literal, the package's own `__init__.py` first: the one that the build
 * reads, those that tools know (`locations`), and `__version__` in modules beside them.
 */
export async function statingModules(
  tree: SourceTree,
  { version, wheel }: ProjectModel,
  now: string,
  locations: readonly VersionLocation[],
): Promise<readonly StatingModule[]> {
  const known = new Map<string, Set<string>>();
  for (const { form, name, location } of locations)
    if (form === "pep440" && NAMES.has(name))
      known.set(location.file, new Set([...(known.get(location.file) ?? []), name]));
  if (version.kind === "attribute")
    known.set(version.path, new Set([...(known.get(version.path) ?? []), version.attribute]));
  const folders = new Set([...wheel.values()].filter(isTopInit).map(folderOf));
  const found: StatingModule[] = [];
  for (const [member, path] of wheel) {
    const isBeside = folders.has(folderOf(path)) || !member.includes("/");
    if (!path.endsWith(".py") || !(known.has(path) || isBeside)) continue;
    const text = (await tree.readText(path)) ?? "";
    const literals = Array.from(text.matchAll(ASSIGNMENT)).flatMap((each) => {
      const [all, name = "", , value = ""] = each;
      const isOne = name === "__version__" || name === "VERSION" || known.get(path)?.has(name);
      return isOne === true && sameVersion(value, now) && !goesOn(text, each.index + all.length)
        ? [{ name, start: each.index, end: each.index + all.length }]
        : [];
    });
    if (literals.length > 0) found.push({ path, member, text, literals });
  }
  const order = ({ path, literals }: StatingModule): number =>
    (path === (version.kind === "attribute" ? version.path : "") ? 0 : 4) +
    (literals.some(({ name }) => name === "__version__") ? 0 : 2) +
    (isTopInit(path) ? 0 : 1);
  return found.toSorted((a, b) => order(a) - order(b) || a.path.length - b.path.length);
}

/** `"1.2" + suffix`, a tuple, a call: no literal of its own. */
function goesOn(text: string, at: number): boolean {
  return !/^[ \t]*(?:[;#]|\r?\n|$)/.test(text.slice(at, text.indexOf("\n", at) + 1 || undefined));
}

function isTopInit(path: string): boolean {
  return path.endsWith("/__init__.py");
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** Only the literals change: to what the build writes, or to the metadata of the installation. */
export function withoutLiterals(
  { path, text, literals }: StatingModule,
  versionModule: string | null,
  project: string,
): FileEdit {
  const end = lineEnding(text);
  const [first] = literals;
  const change = ({ name, start, end: stop }: VersionLiteral) => {
    if (versionModule !== null) {
      const alias = name === "__version__" ? "" : ` as ${name}`;
      return { start, end: stop, text: `from ${versionModule} import __version__${alias}` };
    }
    const own = `${name} = _version("${project}")`;
    const once =
      start === first?.start ? `from importlib.metadata import version as _version${end}${end}` : "";
    return { start, end: stop, text: once + own };
  };
  return { path, before: text, after: applyChanges(text, literals.map(change)) };
}

/** Whether a module has nothing besides the version and comments: the build can write it whole. */
export function isNothingElse({ text, literals }: StatingModule): boolean {
  const rest = applyChanges(
    text,
    literals.map(({ start, end }) => ({ start, end, text: "" })),
  );
  return (
    rest
      .replace(/^\s*(?:"""[\s\S]*?"""|'''[\s\S]*?''')/, "")
      .replaceAll(/^[ \t]*#.*$/gm, "")
      .trim() === ""
  );
}
