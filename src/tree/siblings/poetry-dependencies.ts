import { dirname, join, relative } from "node:path/posix";
import { normalizeName } from "../../version/names.ts";
import type { SiblingRequirement } from "./sibling-requirements.ts";
import type { SourceTree } from "../source-tree.ts";
import type { FileChanges } from "../version-locations/sync-edits.ts";
import { poetryEntries } from "../version-locations/kinds/lock-files.ts";

/** A requirement and the clauses that it gets. */
type Followed = SiblingRequirement & { readonly becomes: string };

/** The `[package.dependencies]` of poetry.lock that repeat requirements of siblings, with what becomes of them. */
export async function findPoetryDependencies(
  tree: SourceTree,
  followed: readonly Followed[],
): Promise<readonly FileChanges[]> {
  const own = tree.project.name?.value;
  const locks = await tree.neighbours.list("poetry.lock");
  const found = locks.map(async (file): Promise<readonly FileChanges[]> => {
    const bytes = await tree.neighbours.readBytes(file);
    if (bytes === null || own === undefined) return [];
    const content = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    const here = join("/", tree.git?.prefix ?? "");
    const changes = poetryEntries(content).flatMap(({ directory, start, end }) => {
      const place = directory === null ? null : relative(here, join(here, dirname(file), directory));
      const wanted = followed.find(
        (each) => place !== null && each.directory === (place === "" ? "." : place),
      );
      if (wanted === undefined) return [];
      const line = [
        ...content.slice(start, end).matchAll(/^([\w.-]+) = (?:"([^"]*)"|\{version = "([^"]*)")/gm),
      ].find(
        (match) =>
          normalizeName(match[1] ?? "") === normalizeName(own) &&
          isSame(match[2] ?? match[3], wanted.clauses),
      );
      if (line === undefined) return [];
      const before = line[2] ?? line[3] ?? "";
      const at = start + line.index + line[0].length - before.length - 1;
      return [{ start: at, end: at + before.length, text: poetryForm(wanted.becomes) }];
    });
    return changes.length === 0 ? [] : [{ file, content, changes }];
  });
  return (await Promise.all(found)).flat();
}

/** As Poetry writes clauses: without blanks and parentheses, an exact version alone. */
function poetryForm(clauses: string): string {
  return clauses.replace(/[\s()]/g, "").replace(/^==(?=[^,*]+$)/, "");
}

function isSame(locked: string | undefined, clauses: string): boolean {
  return locked !== undefined && (poetryForm(clauses) || "*") === poetryForm(locked);
}
