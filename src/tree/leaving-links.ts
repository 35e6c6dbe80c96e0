import { join } from "node:path";
import type { ReadingFiles } from "../ports/files.ts";

/** A symbolic link that leads to what no clone of the repository has. */
export interface LeavingLink {
  /** POSIX, relative to the project. */
  readonly path: string;
  /** As the link says it. */
  readonly target: string;
  readonly reason: "outside" | "git-directory";
}

type ReadLinks = Pick<ReadingFiles, "readLink">;

/** As many links as Linux follows in one path. */
const MAX_FOLLOWED = 40;

/**
 * Which of these links lead out of the repository, or into its `.git`: a build backend that follows them packs files of
 * the machine. A link is followed as a kernel does, one component after the other, whether or not its end exists.
 * `prefix` is the project in the repository that begins at `root`.
 */
export async function leavingLinks(
  root: string,
  prefix: string,
  links: readonly string[],
  files: ReadLinks,
): Promise<readonly LeavingLink[]> {
  const found: LeavingLink[] = [];
  for (const path of links) {
    const target = await files.readLink(join(root, prefix, path));
    if (target === null) continue;
    const reason = await whereItLeads(root, [...parts(prefix), ...parts(path)], files);
    if (reason !== null) found.push({ path, target, reason });
  }
  return found;
}

async function whereItLeads(
  root: string,
  path: readonly string[],
  files: ReadLinks,
): Promise<LeavingLink["reason"] | null> {
  let place: readonly string[] = [];
  let rest = path;
  let followed = 0;
  for (let [next, ...after] = rest; next !== undefined; [next, ...after] = rest) {
    rest = after;
    if (next === "..") {
      if (place.length === 0) return "outside";
      place = place.slice(0, -1);
      continue;
    }
    const entered = [...place, next];
    const target = await files.readLink(join(root, ...entered));
    if (target === null) {
      place = entered;
      if (next === ".git") return "git-directory";
      continue;
    }
    // A link that leads round in a circle leads nowhere.
    if (++followed > MAX_FOLLOWED) return null;
    if (/^([/\\]|[A-Za-z]:)/.test(target)) return "outside";
    rest = [...parts(target), ...rest];
  }
  return null;
}

function parts(path: string): readonly string[] {
  return path.split("/").filter((part) => part !== "" && part !== ".");
}

/** What is wrong with it, as a clause. */
export function leavingText({ path, target, reason }: LeavingLink): string {
  const where = reason === "outside" ? "outside the repository" : "in the .git directory";
  return `${path} is a symbolic link to ${target}, ${where}`;
}
