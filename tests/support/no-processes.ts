import childProcess, { ChildProcess } from "node:child_process";
import { syncBuiltinESMExports } from "node:module";
import { devNull } from "node:os";
import { afterAll, afterEach } from "vitest";

/**
 * A set-up file of the unit tests: a test that starts a process fails, also where the program takes that for a tool
 * that is absent. What starts processes is a file *.integration.test.ts.
 */
const started: string[] = [];

function refuse(program: string): never {
  started.push(program);
  throw new Error(`a unit test starts a process: ${program}`);
}

const asynchronous = ChildProcess.prototype as unknown as { spawn(options: { file: string }): number };
asynchronous.spawn = ({ file }) => refuse(file);
childProcess.spawnSync = (file: string) => refuse(file);
childProcess.execFileSync = (file: string) => refuse(file);
childProcess.execSync = (command: string) => refuse(command);
syncBuiltinESMExports();

// What a cache of this machine answers would hide that another machine has to start a process.
process.env["XDG_CACHE_HOME"] = `${devNull}/cache`;

function complain(): void {
  const programs = [...new Set(started.splice(0))];
  if (programs.length === 0) return;
  throw new Error(
    `starts ${programs.join(", ")}: a test of processes belongs into a file *.integration.test.ts`,
  );
}

afterEach(complain);
afterAll(complain);
