import type { Fix } from "../../findings/finding.ts";
import type { TextChange } from "../../text/file-edit.ts";

/** A fix in one file, to be spread into a finding; nothing when there is nothing to change. `title` is imperative. */
export function fixIn(
  path: string,
  safety: Fix["safety"],
  title: string,
  changes: readonly TextChange[],
): { readonly fix?: Fix } {
  return changes.length === 0 ? {} : { fix: { title, safety, files: [{ path, changes }] } };
}
