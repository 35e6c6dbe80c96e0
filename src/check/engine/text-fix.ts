import type { KeyPath, TomlFile } from "../../tree/formats/toml-file.ts";
import { offsetAt, replaceAt } from "../../tree/edit/text-lines.ts";
import { removeTomlItem } from "../../tree/edit/toml-edit.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import type { Fix } from "../../findings/finding.ts";
import type { TextChange } from "../../text/file-edit.ts";
import type { Location } from "../../findings/location.ts";
import { fixIn } from "./fix.ts";

/** What could end or bend a literal of TOML or Python, or a line of setup.cfg. */
const DELICATE = /["'\\\r\n%]/;

/**
 * Replaces a text that a declaration of the tree states at a place (pyproject.toml, setup.cfg, setup.py) by another. No fix
 * where the text does not stand there literally, or where it would have to be escaped.
 */
export function fixText(
  tree: SourceTree | undefined,
  location: Location | undefined,
  from: string,
  to: string,
  safety: Fix["safety"],
): { readonly fix?: Fix } {
  if (tree === undefined || location?.line === undefined || DELICATE.test(from) || DELICATE.test(to))
    return {};
  const text = declarationText(tree, location.file);
  if (text === null) return {};
  const changes = replaceAt(text, location, from, to).filter((change) => isWithin(text, change, location));
  return fixIn(location.file, safety, `write "${to}"`, changes);
}

/** Removes a text from a list of pyproject.toml. */
export function fixListed(
  pyproject: TomlFile | null | undefined,
  list: KeyPath,
  text: string,
  safety: Fix["safety"],
): { readonly fix?: Fix } {
  const items = pyproject?.get(list);
  if (pyproject == null || !Array.isArray(items)) return {};
  const at = items.indexOf(text);
  const changes = at === -1 ? [] : removeTomlItem(pyproject, [...list, at]);
  return fixIn(pyproject.path, safety, `drop "${text}"`, changes);
}

/** The text of a file that declares the project, as it was read. */
function declarationText(tree: SourceTree, file: string): string | null {
  if (file === "pyproject.toml") return tree.pyproject?.text ?? null;
  if (file === "setup.cfg") return tree.setupCfg?.text ?? null;
  return file === "setup.py" ? (tree.setupPy?.text ?? null) : null;
}

function isWithin(text: string, change: TextChange, { line, endColumn }: Location): boolean {
  if (line === undefined || endColumn === undefined) return true;
  const end = offsetAt(text, line, endColumn);
  return end !== null && change.end <= end;
}
