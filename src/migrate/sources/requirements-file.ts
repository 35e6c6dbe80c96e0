import { isRequirementError, parseRequirement } from "../../version/requirement.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { noted, type Noted } from "../model/project-model.ts";
import type { RemarkBook } from "../model/remarks.ts";

/** A requirements file as a static list; files that it includes go along, options of the installer are named. */
export async function requirementsIn(
  tree: SourceTree,
  path: string,
  book: RemarkBook,
  seen: Set<string>,
): Promise<readonly Noted<string>[]> {
  if (seen.has(path)) return [];
  seen.add(path);
  const found: Noted<string>[] = [];
  for (const raw of (await textOf(tree, path)).replaceAll("\\\n", " ").split(/\r?\n/)) {
    const line = raw.replace(/(?:^|\s)#.*$/, "").trim();
    // The project itself, as its own developers install it.
    if (line === "" || /^(?:-e|--editable)[ =]+\.\/?(?:\[.*\])?$/.test(line)) continue;
    const included = /^(?:-r|--requirement)[ =]*(\S+)$/.exec(line)?.[1];
    const requirement = line.split(/\s+--hash/)[0] ?? line;
    if (included !== undefined) found.push(...(await requirementsIn(tree, included, book, seen)));
    else if (line.startsWith("-")) book.note(`${path}: "${line}" is an option of pip and is omitted`);
    else if (isRequirementError(parseRequirement(requirement)))
      book.note(`${path}: "${line}" is not a requirement and is omitted`);
    else {
      found.push(noted(requirement));
      if (/^[^;]*==/.test(requirement))
        book.note(
          `${path} pins ${requirement}: as a dependency of a package, it forces that version on every user`,
        );
    }
  }
  return found;
}

/** A byte order mark names the encoding, as pip reads it: PowerShell writes UTF-16. */
async function textOf(tree: SourceTree, path: string): Promise<string> {
  const bytes = tree.has(path) ? await tree.readBytes(path) : null;
  if (bytes === null) return "";
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}
