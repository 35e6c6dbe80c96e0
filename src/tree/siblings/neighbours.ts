import { basename, join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import { listAcross, type GitState, type TrackedFile } from "../git-state.ts";

/** Names of the files by which packages of one repository know of each other. */
const NAMES = ["pyproject.toml", "uv.lock", "poetry.lock"] as const;

/** The name of such a file. */
export type NeighbourName = (typeof NAMES)[number];

/** What the repository says of the project elsewhere than at the project's root: in its workspace, and in its siblings. */
export interface Neighbours {
  /** Tracked files of this name, without the project's own, sorted; relative to the project (`../../uv.lock`). */
  list(name: NeighbourName): Promise<readonly string[]>;
  /** Null for what is no plain file at that very place of the repository: a link may lead out of it. */
  readBytes(path: string): Promise<Uint8Array | null>;
}

/** Of a directory without git. */
export const NO_NEIGHBOURS: Neighbours = {
  list: () => Promise.resolve([]),
  readBytes: () => Promise.resolve(null),
};

const MAX_BYTES = 4 * 1024 * 1024;

/** The neighbours of a project; git is asked only when its repository is larger than the project. */
export function gitNeighbours(
  root: string,
  git: Pick<GitState, "topLevel" | "prefix">,
  tracked: readonly TrackedFile[],
  ports: Pick<Ports, "files" | "processes" | "environment" | "signal">,
): Neighbours {
  let all: Promise<readonly string[]> | null = null;

  async function across(): Promise<readonly string[]> {
    const listed = git.prefix === "" ? tracked : await listAcross(root, NAMES, ports);
    return listed
      .filter(({ path, kind }) => kind === "file" && path.includes("/") && isNamed(path))
      .map(({ path }) => path)
      .sort();
  }

  return {
    async list(name) {
      all ??= across();
      return (await all).filter((path) => basename(path) === name);
    },
    async readBytes(path) {
      const absolute = join(root, path);
      const stat = await ports.files.stat(absolute).catch(() => null);
      if (stat?.kind !== "file" || stat.size > MAX_BYTES) return null;
      const [real, top] = await Promise.all([
        ports.files.realPath(absolute),
        ports.files.realPath(git.topLevel),
      ]);
      return real === join(top, git.prefix, path) ? ports.files.read(absolute) : null;
    },
  };
}

function isNamed(path: string): boolean {
  return (NAMES as readonly string[]).includes(basename(path));
}
