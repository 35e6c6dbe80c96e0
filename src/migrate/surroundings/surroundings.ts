import type { FileEdit } from "../../text/file-edit.ts";
import { applyChanges } from "../../text/file-edit.ts";
import { addLine } from "../../tree/edit/text-lines.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { withHistory } from "./history.ts";
import { commandChanges, type CommandChanges, type GoneProgram } from "./commands.ts";
import { poetryGoesOn } from "./poetry-goes-on.ts";
import { literalReaders, tableReaders } from "./readers.ts";

/** What of a migration those around the build see. */
export interface Surrounded {
  readonly source: string;
  readonly target: string;
  /** What the migration itself changes: files that go, files that are new, and others. */
  readonly edits: readonly FileEdit[];
  /** The version comes from tags: `wasStated` from a literal before. */
  readonly scm: { readonly wasStated: boolean; readonly versionFile: string | null } | null;
}

/**
 * Commands, ignored files and readers around a build that changes: what can be changed, and what only a person can. An edit
 * of a file that the migration changes itself begins with its new text, and takes the place of its edit.
 */
export async function surroundingsOf(tree: SourceTree, change: Surrounded): Promise<CommandChanges> {
  const { source, target, edits, scm } = change;
  const changed = new Map(edits.flatMap(({ path, after }) => (after === null ? [] : [[path, after]])));
  const deep = scm?.wasStated === true ? await withHistory(tree) : [];
  const programs = new Set<GoneProgram>();
  if (source === "poetry" || source === "flit") programs.add(source);
  if (source === "setuptools" && edits.some(({ path, after }) => path === "setup.py" && after === null))
    programs.add("setup.py");
  const commands = await commandChanges(tree, programs, new Map([...changed, ...deep]));
  const ignored = tree.git === null ? [] : await ignoreEdits(tree, change);
  const tables = source === target ? [] : await tableReaders(tree, source);
  const literal = scm?.wasStated === true ? await literalReaders(tree) : [];
  const notes = [
    ...commands.notes,
    ...(source === "poetry" ? await poetryGoesOn(tree) : []),
    ...told(tables, "these lines may read settings of the old backend"),
    ...told(
      literal,
      `these lines search for the literal __version__, which no longer exists; read importlib.metadata.version("${tree.project.name?.value ?? ""}")`,
    ),
    ...(scm === null ? [] : scmNotes(scm)),
  ];
  return { edits: [...ignored, ...commands.edits], notes };
}

function told(places: readonly string[], text: string): readonly string[] {
  return places.length === 0 ? [] : [`${text}: ${places.join(", ")}`];
}

function scmNotes({ wasStated, versionFile }: NonNullable<Surrounded["scm"]>): readonly string[] {
  return !wasStated || versionFile === null
    ? []
    : [
        `${versionFile} is written by builds: run pip install -e . once after a checkout, before importing from the tree`,
      ];
}

/** What builds leave behind is ignored; a file that the migration adds is not. */
async function ignoreEdits(
  tree: SourceTree,
  { source, target, edits, scm }: Surrounded,
): Promise<readonly FileEdit[]> {
  const added = edits.flatMap(({ path, before }) => (before === null ? [path] : []));
  const before = tree.has(".gitignore") ? ((await tree.readText(".gitignore")) ?? "") : null;
  const wanted = [
    ...(scm?.versionFile == null ? [] : [`/${scm.versionFile}`]),
    ...(target === "setuptools" && source !== "setuptools" && before !== null ? ["*.egg-info/"] : []),
  ];
  const after = wanted.reduce(
    (text, line) => (isIgnored(text, line) ? text : applyChanges(text, addLine(text, line))),
    withoutLines(before ?? "", added),
  );
  return after === (before ?? "") ? [] : [{ path: ".gitignore", before, after }];
}

function withoutLines(text: string, files: readonly string[]): string {
  const lines = new Set(files.flatMap((path) => [path, `/${path}`]));
  return text
    .split(/(?<=\n)/)
    .filter((line) => !lines.has(line.trim()))
    .join("");
}

function isIgnored(text: string, line: string): boolean {
  const bare = line.replace(/^\//, "").replace(/\/$/, "");
  const name = bare.slice(bare.lastIndexOf("/") + 1);
  return text
    .split(/\r?\n/)
    .some((each) => [line, bare, name, `${name}/`, `/${bare}`].includes(each.trim()) && each.trim() !== "");
}
