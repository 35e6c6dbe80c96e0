import { isTable } from "../tree/pyproject-project.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { normalizeName } from "../version/names.ts";

/** The sets of the project's extras that [tool.uv] conflicts declares not to go together. */
export function extrasApart({
  pyproject,
  project,
}: Pick<SourceTree, "pyproject"> & {
  readonly project: Pick<SourceTree["project"], "name">;
}): readonly (readonly string[])[] {
  const declared = pyproject?.get(["tool", "uv", "conflicts"]);
  if (!Array.isArray(declared)) return [];
  return declared.flatMap((set): readonly (readonly string[])[] => {
    if (!Array.isArray(set)) return [];
    const extras = set.flatMap((item): readonly string[] => {
      if (!isTable(item)) return [];
      const { package: owner, extra } = item;
      const isOwn = owner === undefined || isName(owner, project.name?.value);
      return typeof extra === "string" && isOwn ? [extra] : [];
    });
    return extras.length > 1 ? [extras] : [];
  });
}

function isName(value: unknown, name: string | undefined): boolean {
  return typeof value === "string" && name !== undefined && normalizeName(value) === normalizeName(name);
}
