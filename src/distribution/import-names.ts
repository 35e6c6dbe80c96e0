import { normalizeName } from "../version/names.ts";
import table from "./data/import-names.json" with { type: "json" };

/** Top-level names by distributions (normalised) whose import name is not their own name. */
const IMPORT_NAMES: Readonly<Record<string, readonly string[]>> = table.imports;

/** The same of what builds require; nobody imports them at run time, where another distribution may be meant. */
const BUILD_TOOLS: Readonly<Record<string, readonly string[]>> = table.buildTools;

const DISTRIBUTIONS = new Map<string, string[]>();
for (const [distribution, names] of Object.entries(IMPORT_NAMES)) {
  for (const name of names) DISTRIBUTIONS.set(name, [...(DISTRIBUTIONS.get(name) ?? []), distribution]);
}

/** The top-level names that a distribution provides: by the table, else by its own name in the usual spellings. */
export function importNamesOf(distribution: string): readonly string[] {
  const name = normalizeName(distribution);
  const known = IMPORT_NAMES[name] ?? BUILD_TOOLS[name];
  const plain = name.replaceAll("-", "_");
  const spellings = [
    plain,
    name.split("-")[0] ?? "",
    plain.replace(/^(python|py)_?/, ""),
    plain.replace(/_?(python|py)$/, ""),
  ];
  return [...(known ?? []), ...spellings.filter((spelling) => spelling !== "")];
}

/** The distributions that are known to provide a top-level name under another name; empty when none is. */
export function distributionsOf(module: string): readonly string[] {
  return DISTRIBUTIONS.get(module) ?? [];
}

/** Whether a requirement is the one whose project gives the top-level module. */
export function providesModule({ name }: { readonly name: string }, top: string): boolean {
  const normal = normalizeName(name);
  return normal === normalizeName(top) || distributionsOf(top).includes(normal);
}

/** How people write the name of a distribution whose normal form is a lower-case one. */
const SPELLINGS: Readonly<Record<string, string>> = {
  pyyaml: "PyYAML",
  pillow: "Pillow",
  pyjwt: "PyJWT",
  gitpython: "GitPython",
};

/** The usual spelling of a distribution's name. */
export function spelling(distribution: string): string {
  return SPELLINGS[distribution] ?? distribution;
}
