/**
 * Writes a migration, or takes it back, and kills itself with SIGKILL right before the n-th change of the file system.
 * Usage: node die-at.ts write|undo ROOT STATE N
 */
import fs from "node:fs/promises";
import { nodePorts } from "../../../src/adapters/node-ports.ts";
import { undoMigration } from "../../../src/migrate/write/undo-migration.ts";
import { writeMigration } from "../../../src/migrate/write/write-migration.ts";
import { EDITS } from "./edits.ts";

const [, , mode = "", root = "", state = "", last = ""] = process.argv;
let done = 0;
function orDie<Args extends readonly unknown[], Result>(
  call: (...args: Args) => Result,
): (...args: Args) => Result {
  return (...args) => {
    done += 1;
    if (done === Number(last)) process.kill(process.pid, "SIGKILL");
    return call(...args);
  };
}
fs.rename = orDie(fs.rename);
fs.rm = orDie(fs.rm);
fs.unlink = orDie(fs.unlink);
fs.mkdir = orDie(fs.mkdir) as typeof fs.mkdir;
fs.writeFile = orDie(fs.writeFile) as typeof fs.writeFile;
fs.open = orDie(fs.open);
fs.chmod = orDie(fs.chmod);

await using node = nodePorts({});
const environment = { ...node.ports.environment, variables: { SHIPWHEEL_STATE_DIR: state } };
const ports = { ...node.ports, environment };
await (mode === "write" ? writeMigration(root, EDITS, ports) : undoMigration(root, ports));
