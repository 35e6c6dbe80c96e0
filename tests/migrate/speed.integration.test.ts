import { basename } from "node:path";
import { expect, test } from "vitest";
import { nodePorts, type NodePorts } from "../../src/adapters/node-ports.ts";
import { migrate } from "../../src/migrate/migrate.ts";
import type { Ports } from "../../src/ports/ports.ts";
import { FILES, withProject } from "./project.ts";

interface Cost {
  readonly programs: readonly string[];
  /** How often the file that was read most was read. */
  readonly mostReads: number;
}

/** What a preview starts and reads. */
async function costOf(root: string, scm: boolean): Promise<Cost> {
  await using node: NodePorts = nodePorts({});
  const programs: string[] = [];
  const reads = new Map<string, number>();
  const ports: Ports = {
    ...node.ports,
    processes: {
      ...node.ports.processes,
      run: (command) => {
        programs.push(basename(command.argv[0] ?? ""));
        return node.ports.processes.run(command);
      },
    },
    files: {
      ...node.ports.files,
      read: (path) => {
        reads.set(path, (reads.get(path) ?? 0) + 1);
        return node.ports.files.read(path);
      },
    },
  };
  const off = { write: false, prove: false, tests: false, keep: false, guide: false, allowDirty: false };
  const { migration } = await migrate(
    {
      ...off,
      directory: root,
      to: "setuptools",
      scm,
      versionFile: true,
      branch: null,
      accepted: [],
      python: null,
      timeoutSeconds: 60,
      offline: true,
    },
    ports,
  );
  expect(migration.edits.length).toBeGreaterThan(0);
  return { programs, mostReads: Math.max(...reads.values()) };
}

// A project of a thousand files and a hundred tags starts no more programs than one of ten: git alone, and no build.
test.each([false, true])(
  "a preview costs the same whatever the size of the project (--scm: %s)",
  async (scm) => {
    const costs: Cost[] = [];
    for (const size of [1, 40])
      await withProject(
        {
          ...FILES,
          ...Object.fromEntries(Array.from({ length: size }, (_, at) => [`demo_kit/m${at}.py`, ""])),
        },
        async ({ root, git }) => {
          for (let at = 0; at < size; at += 1) git("tag", `v0.${at}.0`);
          git("tag", "v1.2.0");
          costs.push(await costOf(root, scm));
        },
      );
    const [small, large] = costs;
    expect(new Set(small?.programs)).toEqual(new Set(["git"]));
    expect(large?.programs.toSorted()).toEqual(small?.programs.toSorted());
    expect(small?.programs.length).toBeLessThanOrEqual(scm ? 16 : 8);
    expect(large?.mostReads).toBeLessThanOrEqual(4);
  },
);
