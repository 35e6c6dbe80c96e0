import type { Locks } from "../ports/locks.ts";

/** SQLite's code for a database that another connection has locked. */
const SQLITE_BUSY = 5;

/**
 * Locks by way of an exclusive transaction of SQLite, which comes with Node: its locks are the operating system's
 * own on every platform, so that a killed process leaves none behind. A file with a process id would need guesses
 * about who is still alive.
 */
export function nodeLocks(): Locks {
  return {
    async tryLock(path) {
      const { DatabaseSync } = await quietly(() => import("node:sqlite"));
      const database = new DatabaseSync(path, { timeout: 0 });
      try {
        database.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
      } catch (error) {
        database.close();
        if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return null;
        throw error;
      }
      return {
        [Symbol.asyncDispose]() {
          database.close();
          return Promise.resolve();
        },
      };
    },
  };
}

/** Node 22 calls the module experimental, on standard error, at every start. */
async function quietly<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    return await load();
  } finally {
    process.emitWarning = emitWarning;
  }
}
