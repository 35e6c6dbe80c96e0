import type { SourceTree } from "../../tree/source-tree.ts";
import { noted, type VersionModel } from "../model/project-model.ts";
import type { RemarkBook } from "../model/remarks.ts";

/** An assignment of a literal to any name. */
const ASSIGNMENT =
  /^(?<attribute>[A-Za-z_]\w*)(?:[ \t]*:[^=\n]+)?[ \t]*=[ \t]*(?<quote>['"])v?(?<version>[^'"\n]+)\k<quote>/;

/** A literal that states the version: the name and the value. */
const LITERAL =
  /^(?<attribute>__version__|VERSION|version)(?:[ \t]*:[^=\n]+)?[ \t]*=[ \t]*(?<quote>['"])v?(?<version>[^'"\n]+)\k<quote>/im;

/**
 * The version that a module states as a literal. A file that is no module of the wheel, or that has no such line, gives the
 * version that it states now, as a static one. `pattern`: the project's own, with a group `version`.
 */
export async function attributeVersion(
  tree: SourceTree,
  path: string,
  wheel: ReadonlyMap<string, string>,
  book: RemarkBook,
  pattern: RegExp | null = null,
): Promise<VersionModel> {
  const text = (await tree.readText(path)) ?? "";
  const found = pattern === null ? LITERAL.exec(text)?.groups : assigned(text, pattern);
  const member = [...wheel].find(([, source]) => source === path)?.[0];
  const value = found?.["version"] ?? "";
  if (found === undefined)
    book.refuse(
      "version",
      `${path} does not state the version as a literal`,
      `write __version__ = "..." into ${path}, or a static version into [project]`,
    );
  else if (member?.endsWith(".py")) return attributeOf(member, path, found["attribute"] ?? "", value);
  else book.note(`${path} is not in the wheel, so the version ${value} is static now`);
  return { kind: "static", version: noted(value) };
}

/** The version as an attribute of a module, which is this member of the wheel. */
export function attributeOf(member: string, path: string, attribute: string, value: string): VersionModel {
  const module = member.replace(/(?:\/__init__)?\.py$/, "").replaceAll("/", ".");
  return { kind: "attribute", path, module, attribute, value };
}

/** The assignment in whose line a pattern finds the version. */
function assigned(text: string, pattern: RegExp): Readonly<Record<string, string>> | undefined {
  const found = pattern.exec(text);
  const version = found?.groups?.["version"];
  if (found === null || version === undefined) return undefined;
  const at = text.indexOf(version, found.index);
  const start = text.lastIndexOf("\n", at) + 1;
  const line = ASSIGNMENT.exec(text.slice(start))?.groups;
  return line?.["version"] === version ? line : undefined;
}
