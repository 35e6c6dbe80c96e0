import { join } from "node:path";
import type { Ports } from "../ports/ports.ts";
import type { FileEdit } from "../text/file-edit.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { exactText } from "../tree/changelog/project-fragments.ts";
import { runTowncrierTool } from "../toolbox/pinned/towncrier.ts";
import type { ChangelogSettings } from "./changelog-settings.ts";

/** The entry that towncrier is to make. */
interface TowncrierRequest {
  /** Null: it is only to be seen. */
  readonly version: string | null;
  readonly date: string;
  readonly offline?: boolean;
}

/**
 * The entry as towncrier itself writes it, with the project's template, sections and start line: built in a copy of the
 * files that it reads, and brought back as edits. Throws `changelog/towncrier-failed`.
 */
export async function runTowncrier(
  tree: SourceTree,
  { towncrier, file }: Pick<ChangelogSettings, "towncrier" | "file">,
  { version, date, offline = false }: TowncrierRequest,
  ports: Ports,
): Promise<{ readonly section: string; readonly edits: readonly FileEdit[] }> {
  const copy = await ports.files.temporaryDirectory("towncrier");
  try {
    const before = await copyInto(copy, tree, [file, ...(towncrier?.reads ?? [])], ports);
    const named =
      towncrier?.name === "" && towncrier.package !== "" ? ["--name", titled(towncrier.package)] : [];
    const words = ["build", "--yes", "--version", version ?? "Unreleased", "--date", date, ...named];
    await runTowncrierTool(copy, words, ports, { offline });
    const made = await changedFiles(copy, before, file, version, ports);
    const news = made.find((edit) => edit.after !== null);
    const section = news === undefined ? "" : insertedText(news.before ?? "", news.after ?? "");
    return { section: `${section.trim()}\n`, edits: version === null ? [] : made };
  } finally {
    await ports.files.remove(copy);
  }
}

/** Copies the files at or below these paths; a path that leads out of the project is not followed. */
async function copyInto(
  copy: string,
  tree: SourceTree,
  paths: readonly string[],
  { files }: Pick<Ports, "files">,
): Promise<ReadonlyMap<string, string>> {
  const wanted = ["pyproject.toml", "towncrier.toml", ...paths].map((path) => path.replace(/^\.\//, ""));
  const before = new Map<string, string>();
  for (const { path, kind } of tree.files) {
    if (kind !== "file" || !wanted.some((each) => path === each || path.startsWith(`${each}/`))) continue;
    const text = await exactText(tree, path);
    if (text === null) continue;
    await files.makeDirectory(join(copy, path, ".."));
    await files.write(join(copy, path), text);
    before.set(path, text);
  }
  return before;
}

async function changedFiles(
  copy: string,
  before: ReadonlyMap<string, string>,
  file: string,
  version: string | null,
  { files }: Pick<Ports, "files">,
): Promise<readonly FileEdit[]> {
  // With single_file = false the name holds the version.
  const news = file.replaceAll("{version}", version ?? "Unreleased");
  const edits: FileEdit[] = [];
  for (const path of new Set([news, ...before.keys()])) {
    const old = before.get(path) ?? null;
    const isThere = (await files.stat(join(copy, path))) !== null;
    const after = isThere ? await files.readText(join(copy, path)) : null;
    if (after !== old) edits.push({ path, before: old, after });
  }
  return edits;
}

/** What was put into a text in one place, above a rest that may begin as it does. */
function insertedText(before: string, after: string): string {
  let end = 0;
  while (end < before.length && before.at(-1 - end) === after.at(-1 - end)) end++;
  let start = 0;
  while (start < before.length - end && before[start] === after[start]) start++;
  return after.slice(start, after.length - end);
}

/** As Python's `str.title`, by which towncrier names a package. */
function titled(name: string): string {
  return name.replace(/[A-Za-z]+/g, (word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase());
}
