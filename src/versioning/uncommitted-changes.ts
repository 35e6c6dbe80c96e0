import type { Finding } from "../findings/finding.ts";
import { plural } from "../text/plural.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import type { KeyPath } from "../tree/formats/toml-file.ts";

/** Why files differ although nobody edited them; `files` are those that the build writes. */
export type ChangeCause =
  | { readonly kind: "line-endings" }
  | { readonly kind: "generated"; readonly files: readonly string[] };

/** Where tools name the version file that they write. */
const WRITTEN: readonly KeyPath[] = [
  ["tool", "setuptools_scm", "version_file"],
  ["tool", "setuptools_scm", "write_to"],
  ["tool", "vcs-versioning", "version_file"],
  ["tool", "hatch", "build", "hooks", "vcs", "version-file"],
];

/** The cause of changed tracked files, where it is not a person's work; null otherwise. */
export function changeCause({ git, pyproject }: SourceTree): ChangeCause | null {
  const changed = (git?.dirty ?? []).filter(({ kind }) => kind === "changed").map(({ path }) => path);
  if (changed.length === 0) return null;
  if (git?.onlyLineEndings === true) return { kind: "line-endings" };
  const written = new Set(WRITTEN.map((path) => pyproject?.get(path)));
  const files = changed.filter((path) => written.has(path));
  return files.length === changed.length ? { kind: "generated", files } : null;
}

/** The most paths that a message names, and that a finding carries. */
const [SHOWN, MOST] = [10, 100];

/**
 * What is said of changes that HEAD does not have (V002), by the check of a tree and by what releases its commit: the
 * former warns of it, for the latter it is an error. The version that a tool would give the changed tree is a consequence.
 */
export function uncommittedChanges(
  paths: readonly string[],
  cause: ChangeCause | null,
): Pick<Finding, "message" | "why" | "subject" | "help"> & Required<Pick<Finding, "location" | "details">> {
  const more = paths.length > SHOWN ? ` and ${paths.length - SHOWN} more` : "";
  const differ = paths.length === 1 ? "one file differs" : `${plural(paths.length, "file")} differ`;
  return {
    message: `${differ} from the commit${said(cause)}: ${paths.slice(0, SHOWN).join(", ")}${more}`,
    location: { file: paths[0] ?? "." },
    why: "The release is built from the commit, not from the working tree.",
    subject: "dirty",
    help: remedy(cause),
    details: { paths: paths.slice(0, MOST) },
  };
}

function said(cause: ChangeCause | null): string {
  if (cause === null) return "";
  return cause.kind === "line-endings" ? " in line endings only" : ", which the build writes";
}

function remedy(cause: ChangeCause | null): string {
  switch (cause?.kind) {
    case "line-endings":
      return "do not commit them: check the files out again (git reset --hard) with one setting of core.autocrlf, or set line endings in .gitattributes (* text=auto)";
    case "generated": {
      const files = cause.files.join(" ");
      return `stop tracking it: git rm --cached ${files}, add it to .gitignore, and commit`;
    }
    case undefined:
      return "commit the changes (git commit -a) or stash them (git stash); to rehearse them uncommitted, use shipwheel rehearse --worktree";
  }
}
