import { hostname } from "node:os";
import { join } from "node:path";
import { lazyBuiltin } from "./lazy-builtin.ts";

/** A temporary directory says whose it is: machine (a container is one of its own) and process. */
const OWNED = /^shipwheel-[a-z]+-([0-9a-f]{6})-(\d+)-\w{6}$/;

/** What a temporary directory of this process begins with. */
export function temporaryName(prefix: string): string {
  return `shipwheel-${prefix}-${machine()}-${process.pid}-`;
}

function machine(): string {
  return lazyBuiltin("node:crypto").createHash("sha256").update(hostname()).digest("hex").slice(0, 6);
}

/**
 * Removes the temporary directories of processes of this machine that no longer run: a killed one could not. Only what
 * this user owns, and nothing that a link leads to; what cannot be removed stays.
 */
export async function removeLeftovers(
  temporaryRoot: string,
  remove: (path: string) => Promise<void>,
): Promise<void> {
  const { readdir, lstat } = lazyBuiltin("node:fs/promises");
  const own = machine();
  for (const name of await readdir(temporaryRoot).catch(() => [])) {
    const [, where, pid] = OWNED.exec(name) ?? [];
    if (where !== own || pid === undefined || isRunning(Number(pid))) continue;
    const path = join(temporaryRoot, name);
    const stat = await lstat(path).catch(() => null);
    if (stat?.isDirectory() !== true || stat.uid !== (process.getuid?.() ?? stat.uid)) continue;
    await remove(path).catch(() => undefined);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be asked, and runs.
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
