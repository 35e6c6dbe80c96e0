import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts, type NodePorts } from "../../../src/adapters/node-ports.ts";
import { recover, undoMigration } from "../../../src/migrate/write/undo-migration.ts";
import { writeMigration } from "../../../src/migrate/write/write-migration.ts";
import { temporaryDirectory, writeFiles } from "../../support/tree.ts";
import { EDITS } from "./edits.ts";

const BEFORE = new Map([
  ...EDITS.flatMap(({ path, before }) => (before === null ? [] : [[path, before] as const])),
  ["README.md", "unchanged\n"] as const,
]);

/** Everything in a directory, leftovers too. */
function filesOf(root: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(root)
      .sort()
      .map((name) => [name, readFileSync(join(root, name), "utf8")]),
  );
}

const OLD = Object.fromEntries(BEFORE);
const NEW = { "MANIFEST.in": "graft tests\n", "README.md": "unchanged\n", "pyproject.toml": EDITS[0]?.after };

/** Runs the process that dies; false when it came to its end first. */
function dies(mode: "write" | "undo", root: string, state: string, at: number): boolean {
  const script = join(import.meta.dirname, "die-at.ts");
  const { signal, status, stderr } = spawnSync(process.execPath, [script, mode, root, state, String(at)], {
    encoding: "utf8",
  });
  if (signal === null && status !== 0) throw new Error(stderr);
  return signal === "SIGKILL";
}

// One process for each point; every point but a few shares its neighbours' code.
test("SIGKILL at any change of the file system leaves what the next run puts back whole", async () => {
  let deaths = 0;
  for (let at = 1; ; at += 1) {
    await using directory = await temporaryDirectory("shipwheel-killed-");
    await using node: NodePorts = nodePorts({});
    const [root, state] = [join(directory.path, "project"), join(directory.path, "state")];
    const environment = { ...node.ports.environment, variables: { SHIPWHEEL_STATE_DIR: state } };
    const ports = { ...node.ports, environment };
    await writeFiles(root, BEFORE);
    if (!dies("write", root, state, at)) break;
    deaths += 1;
    await recover(root, ports);
    expect([at, filesOf(root)]).toEqual([at, OLD]);
    expect(await recover(root, ports)).toBe(false);
    await writeMigration(root, EDITS, ports);
    expect([at, filesOf(root)]).toEqual([at, NEW]);
    // The way back is cut off at the same place.
    if (dies("undo", root, state, at)) await recover(root, ports);
    if (existsSync(join(root, "MANIFEST.in"))) await undoMigration(root, ports);
    expect([at, filesOf(root)]).toEqual([at, OLD]);
  }
  expect(deaths).toBeGreaterThanOrEqual(10);
}, 120_000);
