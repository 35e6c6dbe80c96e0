import type { Finding } from "../findings/finding.ts";
import { plural } from "../text/plural.ts";

/** The most paths that a message names, and that a finding carries. */
const [SHOWN, MOST] = [10, 100];

/**
 * What is said of changes that HEAD does not have (V002), by the check of a tree and by what releases its commit: the
 * former warns of it, for the latter it is an error. The version that a tool would give the changed tree is a consequence.
 */
export function uncommittedChanges(
  paths: readonly string[],
): Pick<Finding, "message" | "why" | "subject" | "help"> & Required<Pick<Finding, "location" | "details">> {
  const more = paths.length > SHOWN ? ` and ${paths.length - SHOWN} more` : "";
  const differ = paths.length === 1 ? "one file differs" : `${plural(paths.length, "file")} differ`;
  return {
    message: `${differ} from the commit: ${paths.slice(0, SHOWN).join(", ")}${more}`,
    location: { file: paths[0] ?? "." },
    why: "What is released is the commit, not the working tree.",
    subject: "dirty",
    help: "commit the changes (git commit -a) or put them aside (git stash); to try them uncommitted: shipwheel rehearse --worktree",
    details: { paths: paths.slice(0, MOST) },
  };
}
