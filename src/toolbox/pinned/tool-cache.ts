import { join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import { installerCaches, userCache } from "../child-environment.ts";

/** Directories that outlive a run. Each can be written. */
export interface CacheDirectories {
  /** `$XDG_CACHE_HOME/shipwheel`: tools and facts about interpreters. */
  readonly root: string;
  /** `UV_CACHE_DIR` and `PIP_CACHE_DIR` for children. */
  readonly installers: Readonly<Record<string, string>>;
}

const known = new WeakMap<object, Promise<CacheDirectories>>();

/**
 * The user's cache directories; one that cannot be written (a read-only HOME) is replaced by a directory
 * of this run, so that the work goes on, only colder. Asked once a run.
 */
export function cacheDirectories(ports: Pick<Ports, "files" | "environment">): Promise<CacheDirectories> {
  let found = known.get(ports.files);
  if (found === undefined) {
    found = findCaches(ports);
    known.set(ports.files, found);
  }
  return found;
}

async function findCaches(ports: Pick<Ports, "files" | "environment">): Promise<CacheDirectories> {
  let substitute: Promise<string> | undefined;
  const usable = async (path: string, name: string): Promise<string> => {
    if (await canWrite(path, ports)) return path;
    substitute ??= ports.files.temporaryDirectory("cache");
    const replacement = join(await substitute, name);
    await ports.files.makeDirectory(replacement);
    return replacement;
  };
  const wanted = installerCaches(ports.environment);
  const [root, pip, uv] = await Promise.all([
    usable(join(userCache(ports.environment, "shipwheel"), "shipwheel"), "shipwheel"),
    usable(wanted["PIP_CACHE_DIR"] ?? "", "pip"),
    usable(wanted["UV_CACHE_DIR"] ?? "", "uv"),
  ]);
  return { root, installers: { PIP_CACHE_DIR: pip, UV_CACHE_DIR: uv } };
}

async function canWrite(directory: string, ports: Pick<Ports, "files">): Promise<boolean> {
  const probe = join(directory, ".shipwheel-probe");
  try {
    await ports.files.makeDirectory(directory);
    await ports.files.write(probe, "");
    await ports.files.remove(probe);
    return true;
  } catch {
    return false;
  }
}

/**
 * A directory of the tool cache that is there completely or not at all: `make` fills a temporary neighbour,
 * which is renamed; when another process was faster, its directory is taken. `marker` is a file that
 * a complete directory holds.
 */
export async function cachedDirectory(
  path: string,
  marker: string,
  make: (directory: string) => Promise<void>,
  ports: Pick<Ports, "files" | "random">,
): Promise<string> {
  if (await ports.files.stat(join(path, marker))) return path;
  const neighbour = `${path}.${Buffer.from(ports.random.bytes(6)).toString("hex")}.tmp`;
  await ports.files.makeDirectory(neighbour);
  try {
    await make(neighbour);
    if (!(await ports.files.stat(join(neighbour, marker)))) {
      throw new Error(`the tool directory was created without ${marker}`);
    }
    await renameOrYield(neighbour, path, marker, ports);
  } finally {
    await ports.files.remove(neighbour);
  }
  return path;
}

async function renameOrYield(
  from: string,
  to: string,
  marker: string,
  ports: Pick<Ports, "files">,
): Promise<void> {
  try {
    await ports.files.rename(from, to);
  } catch (error) {
    if (await ports.files.stat(join(to, marker))) return;
    // What is there is broken (an interrupted removal, for example): it makes room.
    await ports.files.remove(to);
    await ports.files.rename(from, to).catch(() => {
      throw error;
    });
  }
}

const STAMP = ".last-used";

/** Notes that a directory of the cache is in use now, so that nobody removes it meanwhile. */
export async function markUsed(directory: string, { files }: Pick<Ports, "files">): Promise<void> {
  // A cache that cannot be written is not pruned either.
  await files.write(join(directory, STAMP), "").catch(() => undefined);
}

/** When a directory of the cache was last used, as far as it was noted. */
export async function lastUse(directory: string, { files }: Pick<Ports, "files">): Promise<Date | null> {
  return (await files.stat(join(directory, STAMP)).catch(() => null))?.modified ?? null;
}
