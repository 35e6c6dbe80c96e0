import { planMigration } from "../../src/migrate/plan-migration.ts";
import { sourceFor } from "../../src/migrate/sources/registry.ts";
import type { FileEdit } from "../../src/text/file-edit.ts";
import type { SourceTree } from "../../src/tree/source-tree.ts";
import { noPorts, readTree } from "./support.ts";

const BUILD = '[build-system]\nrequires = ["BACKEND"]\nbuild-backend = "MODULE"\n';
/** Name and version. */
export const PYPROJECT: string = 'name = "demo-kit"\nversion = "1.2.0"\n';

/** The pyproject.toml and the notes of a migration, to setuptools unless told. */
export async function migrated(
  pyproject: string,
  keep = false,
  more: Readonly<Record<string, string>> = {},
  to = "setuptools",
  ignored: readonly string[] = [],
): Promise<{
  readonly text: string;
  readonly notes: readonly string[];
  readonly refusals: readonly string[];
  readonly intentions: readonly string[];
  readonly edits: readonly FileEdit[];
}> {
  const texts = { "pyproject.toml": pyproject, "demo_kit/__init__.py": '"""Kit."""\n', ...more };
  const git = ignored.length === 0 ? null : ({ ignored } as unknown as SourceTree["git"]);
  const tree: SourceTree = { ...readTree(texts), git };
  const source = sourceFor(tree);
  if (source === null) throw new Error("no source");
  const reading = { ...(await source.read(tree, noPorts)), edits: [], tags: [], stated: null };
  const migration = await planMigration(tree, source.id, reading, { to, keep, guide: false });
  const text = migration.edits.find(({ path }) => path === "pyproject.toml")?.after ?? "";
  const intentions = migration.intentions.map(({ code }) => code);
  return {
    text,
    intentions,
    edits: migration.edits,
    notes: migration.notes,
    refusals: migration.refusals.map(({ message }) => message),
  };
}

/** A [build-system]. */
export function build(backend: string, module: string): string {
  return BUILD.replace("BACKEND", backend).replace("MODULE", module);
}
