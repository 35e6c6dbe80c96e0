import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { createRequire, getCompileCacheDir } from "node:module";
import { basename, dirname, join } from "node:path";
import { constants, Script } from "node:vm";
import { lazyBuiltin } from "./lazy-builtin.ts";

/** What the function in a kept file is called with, as every file of CommonJS is. */
type Body = (module: { exports: unknown }, require: NodeJS.Require, file: string, folder: string) => void;

/** The exit code of arguments that were wrong: such a run has shown nothing of the program. */
const USAGE = 2;

/**
 * Loads a file of CommonJS that the build wrapped into its function, all of it ASCII, with the compiled code of all
 * functions that the first such run called. Node's own compile cache keeps what is compiled while a file loads, and no
 * function that is called later; the data lies in the same directory. `use` tells runs apart that call different functions.
 * Built files only: their names and times say what they are.
 */
export function requireWithCodeCache(file: string, use: string): unknown {
  const source = readFileSync(file, "latin1");
  const { mtimeMs } = statSync(file);
  const directory = getCompileCacheDir();
  const name = `${basename(file)}-${use}-${source.length}-${Math.trunc(mtimeMs)}.bin`;
  const kept = directory === undefined ? null : join(directory, name);
  const cachedData = kept === null ? undefined : readOrNothing(kept);
  const script = new Script(source, {
    filename: file,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData !== undefined && { cachedData }),
  });
  if (kept !== null && (cachedData === undefined || script.cachedDataRejected === true)) {
    // A long run would throw the code of its beginning away.
    lazyBuiltin("node:v8").setFlagsFromString("--no-flush-bytecode");
    process.once("exit", (code) => {
      if (code !== USAGE) keep(kept, script);
    });
  }
  const module: { exports: unknown } = { exports: {} };
  (script.runInThisContext() as Body)(module, createRequire(file), file, dirname(file));
  return module.exports;
}

function readOrNothing(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function keep(path: string, script: Script): void {
  const neighbour = `${path}.${process.pid}`;
  try {
    // V8 takes the data of a process with other flags for damaged.
    lazyBuiltin("node:v8").setFlagsFromString("--flush-bytecode");
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(neighbour, script.createCachedData(), { flag: "wx", mode: 0o600 });
    renameSync(neighbour, path);
  } catch {
    // Only a cache: the next run compiles again.
  }
}
