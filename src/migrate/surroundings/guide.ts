import type { FileEdit } from "../../text/file-edit.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { headline, type Migration } from "../migration.ts";

const BEGIN = "<!-- shipwheel:migration -->";
const END = "<!-- /shipwheel:migration -->";

/** What changes for whom, and the way back: in MIGRATION.md, or between marks of the README. */
export async function guideEdit(tree: SourceTree, migration: Migration): Promise<FileEdit> {
  for (const path of ["README.md", "CONTRIBUTING.md"]) {
    const before = tree.has(path) ? await tree.readText(path) : null;
    const begin = before?.indexOf(BEGIN) ?? -1;
    const end = before?.indexOf(END) ?? -1;
    if (before === null || begin === -1 || end < begin) continue;
    return {
      path,
      before,
      after: `${before.slice(0, begin)}${BEGIN}\n${guideText(migration)}${before.slice(end)}`,
    };
  }
  const before = tree.has("MIGRATION.md") ? await tree.readText("MIGRATION.md") : null;
  return { path: "MIGRATION.md", before, after: guideText(migration) };
}

function guideText(migration: Migration): string {
  const { source, target, edits, notes, tags } = migration;
  const names = edits.map(({ path }) => `\`${path}\``).join(", ");
  const fromTags = tags.length > 0;
  const goesOn =
    source === "poetry"
      ? "`poetry install` continues to work: Poetry 2 reads `[project]` and `[dependency-groups]`; run `poetry lock` once. "
      : "";
  const tools = target === "pdm" ? "pdm" : "uv";
  return `# Migration ${headline(migration)}

The build backend changed. The wheel that users install did not: both builds were compared.

## Users

Nothing changes: same name, same requirements, same extras, same commands.

## Contributors

${goesOn}Development dependencies are in \`[dependency-groups]\`: \`${tools} sync\`, or \`pip install -e . --group dev\`.

## Maintainers

Build with \`python -m build\`, publish with \`shipwheel release\` or \`python -m twine upload dist/*\`. ${fromTags ? "The version comes from the tag: tag the release, and edit no file. " : ""}Changed: ${names}.

## Downstream packagers

The sdist needs \`${target}\` to build${fromTags ? ", and takes its version from PKG-INFO or from the tags" : ""}. Its files are the same but for those of the backend.

## The way back

\`shipwheel migrate --undo\` restores every file byte for byte on the machine that migrated; elsewhere, revert the commit.
${notes.length === 0 ? "" : `\n## To know\n\n${notes.map((note) => `- ${note}`).join("\n")}\n`}`;
}
