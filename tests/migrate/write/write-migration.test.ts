import { chmod, lstat, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { nodePorts, type NodePorts } from "../../../src/adapters/node-ports.ts";
import type { Ports } from "../../../src/ports/ports.ts";
import { journalDirectory } from "../../../src/migrate/write/journal.ts";
import { recover, undoMigration } from "../../../src/migrate/write/undo-migration.ts";
import { writeMigration } from "../../../src/migrate/write/write-migration.ts";
import { Fault } from "../../../src/findings/fault.ts";
import { temporaryDirectory, writeFiles } from "../../support/tree.ts";
import { EDITS } from "./edits.ts";

const BEFORE = new Map([
  ["pyproject.toml", "[tool.poetry]\r\nname = 'x'\r\n"],
  ["setup.py", "setup()\n"],
  ["README.md", "unchanged\n"],
]);

/** A project of its own, and a state directory of its own. */
async function inProject(body: (root: string, ports: Ports) => Promise<void>): Promise<void> {
  await using directory = await temporaryDirectory("shipwheel-migrate-");
  await using node: NodePorts = nodePorts({});
  const root = join(directory.path, "project");
  await writeFiles(root, BEFORE);
  const environment = {
    ...node.ports.environment,
    variables: { SHIPWHEEL_STATE_DIR: join(directory.path, "state") },
  };
  await body(root, { ...node.ports, environment });
}

/** The files of a project as they are. */
async function filesOf(root: string): Promise<Readonly<Record<string, string | null>>> {
  const names = ["pyproject.toml", "MANIFEST.in", "setup.py", "README.md"];
  return Object.fromEntries(
    await Promise.all(
      names.map(async (name) => [name, await readFile(join(root, name), "utf8").catch(() => null)] as const),
    ),
  );
}

let before: Readonly<Record<string, string | null>> = {};
beforeEach(() => {
  before = { ...Object.fromEntries(BEFORE), "MANIFEST.in": null };
});

describe("a migration that was written", () => {
  test("is taken back byte for byte, with the modes of the files", () =>
    inProject(async (root, ports) => {
      await chmod(join(root, "setup.py"), 0o755);
      await writeMigration(root, EDITS, ports);
      expect(await filesOf(root)).toEqual({
        "pyproject.toml": "[project]\r\nname = 'x'\r\n",
        "MANIFEST.in": "graft tests\n",
        "setup.py": null,
        "README.md": "unchanged\n",
      });
      expect(await undoMigration(root, ports)).toEqual({
        restored: ["pyproject.toml", "MANIFEST.in", "setup.py"],
        deletedBranch: null,
        keptBranch: null,
      });
      expect(await filesOf(root)).toEqual(before);
      if (!isWindows) expect((await lstat(join(root, "setup.py"))).mode & 0o777).toBe(0o755);
    }));

  test("cannot be taken back twice", () =>
    inProject(async (root, ports) => {
      await writeMigration(root, EDITS, ports);
      await undoMigration(root, ports);
      await expect(undoMigration(root, ports)).rejects.toMatchObject({ code: "migrate/nothing-to-undo" });
    }));

  test("is not taken back over somebody's work, which is named", () =>
    inProject(async (root, ports) => {
      await writeMigration(root, EDITS, ports);
      await writeFile(join(root, "MANIFEST.in"), "graft docs\n");
      await expect(undoMigration(root, ports)).rejects.toMatchObject({
        code: "migrate/changed-since",
        message: "changed since the migration: MANIFEST.in; nothing was restored",
        details: { diff: "--- a/MANIFEST.in\n+++ b/MANIFEST.in\n@@ -1 +1 @@\n-graft tests\n+graft docs\n" },
      });
      expect((await filesOf(root))["pyproject.toml"]).toContain("[project]");
    }));

  test("is not taken back from a damaged backup", () =>
    inProject(async (root, ports) => {
      await writeMigration(root, EDITS, ports);
      await writeFile(join(journalDirectory(root, ports), "before", "0"), "x\n");
      await expect(undoMigration(root, ports)).rejects.toMatchObject({ code: "migrate/backup-damaged" });
    }));
});

const isWindows = process.platform === "win32";

describe("what cannot be written", () => {
  test("a read-only file: nothing changes", () =>
    inProject(async (root, ports) => {
      await chmod(join(root, "setup.py"), 0o444);
      await expect(writeMigration(root, EDITS, ports)).rejects.toMatchObject({
        code: "migrate/not-writable",
      });
      expect(await filesOf(root)).toEqual(before);
    }));

  test("a file that changed since it was read: nothing changes", () =>
    inProject(async (root, ports) => {
      await writeFile(join(root, "setup.py"), "setup(name='y')\n");
      await expect(writeMigration(root, EDITS, ports)).rejects.toMatchObject({ code: "run/file-changed" });
      expect((await filesOf(root))["pyproject.toml"]).toBe(before["pyproject.toml"]);
    }));

  test.skipIf(isWindows)("a link out of the project: nothing changes", () =>
    inProject(async (root, ports) => {
      await writeFile(join(root, "..", "outside.toml"), EDITS[0]?.before ?? "");
      await ports.files.remove(join(root, "pyproject.toml"));
      await symlink(join("..", "outside.toml"), join(root, "pyproject.toml"));
      await expect(writeMigration(root, EDITS, ports)).rejects.toMatchObject({
        code: "migrate/link-out",
      });
    }),
  );

  test.skipIf(isWindows)("a link within the project stays a link", () =>
    inProject(async (root, ports) => {
      await ports.files.rename(join(root, "pyproject.toml"), join(root, "real.toml"));
      await symlink("real.toml", join(root, "pyproject.toml"));
      await writeMigration(root, EDITS, ports);
      expect((await lstat(join(root, "pyproject.toml"))).isSymbolicLink()).toBe(true);
      expect(await readFile(join(root, "real.toml"), "utf8")).toContain("[project]");
      await undoMigration(root, ports);
      expect(await readFile(join(root, "real.toml"), "utf8")).toBe(before["pyproject.toml"]);
    }),
  );

  test("a full disk: everything is as before", () =>
    inProject(async (root, ports) => {
      const full = failingAt(ports, root, 1, () =>
        Object.assign(new Error("no space left on device"), { code: "ENOSPC" }),
      );
      await expect(writeMigration(root, EDITS, full)).rejects.toMatchObject({ code: "run/disk-full" });
      expect(await filesOf(root)).toEqual(before);
    }));
});

class Killed extends Error {}

/** Ports whose writes to the project, or to everything, fail from the n-th on. */
function failingAt(
  ports: Ports,
  within: string,
  count: number,
  error: () => Error,
  isFinal: boolean = false,
): Ports {
  let done = 0;
  const next = (path: string): void => {
    if (!path.startsWith(within)) return;
    done += 1;
    if (done === count || (isFinal && done > count)) throw error();
  };
  return {
    ...ports,
    files: {
      ...ports.files,
      write: (path, ...rest) => {
        next(path);
        return ports.files.write(path, ...rest);
      },
      remove: (path) => {
        next(path);
        return ports.files.remove(path);
      },
      makeDirectory: (path) => {
        next(path);
        return ports.files.makeDirectory(path);
      },
    },
  };
}

describe("a run that is killed", () => {
  test("at any write leaves all or nothing: the next run puts everything back", async () => {
    let deaths = 0;
    for (let at = 1; ; at += 1) {
      let survived = false;
      await inProject(async (root, ports) => {
        // From that moment on nothing of this run happens any more.
        const dying = failingAt(ports, "", at, () => new Killed(), true);
        await writeMigration(root, EDITS, dying).then(
          () => (survived = true),
          (error: unknown) => expect(error instanceof Killed || error instanceof Fault).toBe(true),
        );
        if (survived) return;
        deaths += 1;
        await recover(root, ports);
        expect([at, await filesOf(root)]).toEqual([at, before]);
      });
      if (survived) break;
    }
    expect(deaths).toBeGreaterThanOrEqual(8);
  });

  test("while it takes back: undo can be repeated", async () => {
    for (let at = 1; ; at += 1) {
      let survived = false;
      await inProject(async (root, ports) => {
        await writeMigration(root, EDITS, ports);
        const dying = failingAt(ports, "", at, () => new Killed(), true);
        await undoMigration(root, dying).then(
          () => (survived = true),
          () => undefined,
        );
        if (survived) return;
        await undoMigration(root, ports).catch(() => undefined);
        expect([at, await filesOf(root)]).toEqual([at, before]);
      });
      if (survived) break;
    }
  });
});
