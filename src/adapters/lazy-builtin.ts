import type * as childProcess from "node:child_process";
import type * as crypto from "node:crypto";
import type * as fsPromises from "node:fs/promises";
import type * as readline from "node:readline";
import type * as v8 from "node:v8";
import type * as vm from "node:vm";

interface BuiltIns {
  "node:child_process": typeof childProcess;
  "node:crypto": typeof crypto;
  "node:fs/promises": typeof fsPromises;
  "node:readline": typeof readline;
  "node:v8": typeof v8;
  "node:vm": typeof vm;
}

/**
 * A module of Node, loaded when it is used. Importing one in the usual way also runs every lazy getter of its exports, which
 * for crypto, readline and util costs a short command several milliseconds each.
 */
export function lazyBuiltin<Id extends keyof BuiltIns>(id: Id): BuiltIns[Id] {
  return process.getBuiltinModule(id);
}

/** Seconds from an arbitrary start, never going back; without loading Node's performance tools. */
export function elapsedSeconds(): number {
  return Number(process.hrtime.bigint()) / 1e9;
}
