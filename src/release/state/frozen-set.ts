import type { FrozenFile } from "../../publish/frozen-file.ts";
import { fault } from "../../findings/fault.ts";
import type { Journal } from "../../engine/journal/journal.ts";
import { isBegun } from "../../engine/steps/done-steps.ts";

/** The files of a release as the journal knows them; null before they were decided. */
export function frozenFiles(journal: Journal): readonly FrozenFile[] | null {
  const data = journal.last("frozen")?.data as { readonly files?: readonly FrozenFile[] } | undefined;
  return data?.files ?? null;
}

/** Names of all files that this release had in any of its builds. */
export function everFrozen({ entries }: Pick<Journal, "entries">): ReadonlySet<string> {
  const sets = entries.filter(({ type }) => type === "frozen").map(({ data }) => data["files"]);
  return new Set((sets as (readonly FrozenFile[])[]).flat().map((file) => file.fileName));
}

/**
 * Writes down which bytes this release has, before the first of them is sent. Once something irreversible was begun,
 * other bytes are the fault `release/other-bytes`; until then a new build may take the old one's place.
 */
export async function freezeSet(journal: Journal, files: readonly FrozenFile[]): Promise<void> {
  const known = frozenFiles(journal);
  if (known !== null && sameSet(known, files)) return;
  if (known !== null && isBegun(journal.entries)) {
    const other = files.find(
      (file) => known.find((each) => each.fileName === file.fileName)?.sha256 !== file.sha256,
    );
    const lost = known.find((each) => !files.some((file) => file.fileName === each.fileName));
    const name = other?.fileName ?? lost?.fileName ?? "";
    throw fault("release/other-bytes", {
      file: name,
      actual: other?.sha256 ?? "(not given)",
      expected: known.find((each) => each.fileName === name)?.sha256 ?? "(not part of it)",
    });
  }
  await journal.append("frozen", { files });
}

function sameSet(a: readonly FrozenFile[], b: readonly FrozenFile[]): boolean {
  const keys = (files: readonly FrozenFile[]): string =>
    files
      .map((file) => `${file.fileName} ${file.sha256} ${file.size}`)
      .sort()
      .join("\n");
  return keys(a) === keys(b);
}
