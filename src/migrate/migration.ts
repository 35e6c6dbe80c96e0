import type { FileEdit } from "../text/file-edit.ts";
import type { Remarks } from "./model/remarks.ts";
import type { TagVersion } from "./scm/tag-versions.ts";

/** What is to be done: which files change, and what a person should know. Nothing is written. */
export interface Migration extends Remarks {
  readonly source: string;
  readonly target: string;
  readonly edits: readonly FileEdit[];
  /** With versions from tags: the one of this commit, as the tree stated it and as the tags give it. */
  readonly versionNow: { readonly before: string; readonly after: string | null } | null;
  /** With versions from tags: what each tag means, and what its tree stated. */
  readonly tags: readonly TagVersion[];
}

/** From what to what, for people: within setuptools it is the form that changes. */
export function headline({ source, target, edits }: Pick<Migration, "source" | "target" | "edits">): string {
  if (source !== target) return `from ${source} to ${target}`;
  const files = new Set(edits.map(({ path }) => path));
  const form = ["setup.py", "setup.cfg"].find((path) => files.has(path));
  return form === undefined ? `within ${target}` : `from ${form} to pyproject.toml (${target})`;
}
