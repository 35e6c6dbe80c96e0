import type { SourceTree } from "../../tree/source-tree.ts";
import { noted, type VersionModel } from "../model/project-model.ts";
import type { RemarkBook } from "../model/remarks.ts";

/** A literal that states the version: the name and the value. */
const LITERAL =
  /^(?<attribute>__version__|VERSION|version)(?:[ \t]*:[^=\n]+)?[ \t]*=[ \t]*(?<quote>['"])v?(?<version>[^'"\n]+)\k<quote>/im;

/**
 * The version that a module states as a literal. A file that is no module of the wheel, or that has no such line, gives the
 * version that it states now, as a static one.
 */
export async function attributeVersion(
  tree: SourceTree,
  path: string,
  wheel: ReadonlyMap<string, string>,
  book: RemarkBook,
): Promise<VersionModel> {
  const text = (await tree.readText(path)) ?? "";
  const found = LITERAL.exec(text)?.groups;
  const member = [...wheel].find(([, source]) => source === path)?.[0];
  const value = found?.["version"] ?? "";
  if (found === undefined)
    book.refuse(
      "version",
      `${path} does not state the version as a literal`,
      `write __version__ = "..." into ${path}, or a static version into [project]`,
    );
  else if (member?.endsWith(".py")) {
    const module = member
      .slice(0, -".py".length)
      .replace(/\/__init__$/, "")
      .replaceAll("/", ".");
    return { kind: "attribute", path, module, attribute: found["attribute"] ?? "", value };
  } else book.note(`${path} is not in the wheel: the version ${value} is static now`);
  return { kind: "static", version: noted(value) };
}
