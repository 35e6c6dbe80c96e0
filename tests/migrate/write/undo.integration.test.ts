import { execFileSync } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { renderFault } from "../../../src/cli/render/fault.ts";
import { makeStyle } from "../../../src/cli/render/style.ts";
import { Fault, faultFields } from "../../../src/findings/fault.ts";
import { nodePorts } from "../../../src/adapters/node-ports.ts";
import { writeOnBranch } from "../../../src/migrate/write/commit-on-branch.ts";
import { recover, undoMigration } from "../../../src/migrate/write/undo-migration.ts";
import { writeMigration } from "../../../src/migrate/write/write-migration.ts";
import type { FileEdit } from "../../../src/text/file-edit.ts";
import type { Ports } from "../../../src/ports/ports.ts";
import { temporaryDirectory, writeFiles } from "../../support/tree.ts";

const EDITS: readonly FileEdit[] = [
  { path: "pyproject.toml", before: "old\n", after: "new\n" },
  { path: "MANIFEST.in", before: null, after: "graft docs\n" },
];

interface Here {
  readonly root: string;
  readonly ports: Ports;
  readonly git: (...args: readonly string[]) => string;
}

/** A committed project, and a state directory of its own. */
async function here(body: (here: Here) => Promise<void>): Promise<void> {
  await using directory = await temporaryDirectory("shipwheel-migrate-");
  await using node = nodePorts({});
  const root = join(directory.path, "project");
  await writeFiles(root, new Map([["pyproject.toml", "old\n"]]));
  const git = (...args: readonly string[]): string =>
    execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  git("init", "--quiet", "--initial-branch=main");
  git("config", "user.name", "t");
  git("config", "user.email", "t@t.dev");
  git("add", "--all");
  git("commit", "--quiet", "--message", "start");
  const variables = {
    ...node.ports.environment.variables,
    SHIPWHEEL_STATE_DIR: join(directory.path, "state"),
  };
  await body({ root, ports: { ...node.ports, environment: { ...node.ports.environment, variables } }, git });
}

/** What a call throws. */
async function thrownBy(call: Promise<unknown>): Promise<Fault> {
  const thrown = await call.then(
    () => null,
    (error: unknown) => error,
  );
  if (thrown instanceof Fault) return thrown;
  throw new Error("it threw no fault", { cause: thrown });
}

async function migrateOn(name: string, { root, ports }: Here): Promise<void> {
  await writeOnBranch(root, EDITS, { name, subject: "build: migrate" }, ports);
}

const branches = ({ git }: Here): string =>
  git("branch", "--format=%(refname:short)").trim().replaceAll("\n", " ");

describe("a migration on a branch of its own", () => {
  test("is taken back with the branch, and what was not committed before is there again", () =>
    here(async (at) => {
      const { root, ports, git } = at;
      await writeFile(join(root, "notes.txt"), "mine\n");
      await migrateOn("mig", at);
      const { deletedBranch, keptBranch } = await undoMigration(root, ports);
      expect([deletedBranch, keptBranch, branches(at)]).toEqual(["mig", null, "main"]);
      expect(git("status", "--porcelain")).toBe("?? notes.txt\n");
    }));

  test("of a detached HEAD ends where it began", () =>
    here(async (at) => {
      const { root, ports, git } = at;
      git("switch", "--quiet", "--detach");
      await migrateOn("mig", at);
      await undoMigration(root, ports);
      expect(git("status", "--porcelain", "--branch")).toBe("## HEAD (no branch)\n");
      expect(branches(at)).not.toContain("mig");
    }));

  test("keeps the branch when it holds more", () =>
    here(async (at) => {
      const { root, ports, git } = at;
      await migrateOn("mig", at);
      await writeFile(join(root, "more.txt"), "x\n");
      git("add", "--all");
      git("commit", "--quiet", "--message", "more");
      const { deletedBranch, keptBranch } = await undoMigration(root, ports);
      expect([deletedBranch, keptBranch, branches(at)]).toEqual([null, "mig", "main mig"]);
      expect(await readFile(join(root, "pyproject.toml"), "utf8")).toBe("old\n");
    }));

  test("restores nothing over a branch that went on; the help works as it is written", () =>
    here(async (at) => {
      const { root, ports, git } = at;
      await migrateOn("mig", at);
      git("switch", "--quiet", "main");
      git("commit", "--quiet", "--allow-empty", "--message", "later");
      git("switch", "--quiet", "mig");
      const error = await thrownBy(undoMigration(root, ports));
      expect([error.code, error.remedy]).toEqual([
        "migrate/branch-moved",
        "drop the branch: git switch main && git branch -D mig",
      ]);
      execFileSync("sh", ["-c", "git switch -q main && git branch -qD mig"], { cwd: root });
      expect(await readFile(join(root, "pyproject.toml"), "utf8")).toBe("old\n");
    }));

  test("that cannot be written goes again, and says why", () =>
    here(async (at) => {
      const { root, ports, git } = at;
      const full = new Error("it cannot be written");
      const write: Ports["files"]["write"] = (path, ...rest) =>
        path === join(root, "MANIFEST.in") ? Promise.reject(full) : ports.files.write(path, ...rest);
      const failing = { ...at, ports: { ...ports, files: { ...ports.files, write } } };
      await expect(migrateOn("mig", failing)).rejects.toBe(full);
      expect([branches(at), git("status", "--porcelain", "--branch")]).toEqual(["main", "## main\n"]);
    }));

  test("that was not committed for a hook's sake is taken back, too", () =>
    here(async (at) => {
      const { root, ports, git } = at;
      await writeFile(join(root, ".git/hooks/pre-commit"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
      await expect(migrateOn("mig", at)).rejects.toMatchObject({ code: "migrate/branch-failed" });
      expect(await recover(root, ports)).toBe(false);
      await undoMigration(root, ports);
      expect([branches(at), git("status", "--porcelain")]).toEqual(["main", ""]);
    }));
});

test("somebody's later work is shown as a diff, and the help works as it is written", () =>
  here(async ({ root, ports, git }) => {
    await writeMigration(root, EDITS, ports);
    await writeFile(join(root, "MANIFEST.in"), "graft tests\n");
    await rm(join(root, "pyproject.toml"));
    const error = await thrownBy(undoMigration(root, ports));
    const shown = renderFault(faultFields(error), makeStyle(false));
    expect(shown).toContain("  -graft docs\n  +graft tests\n");
    expect(shown).toContain("  --- a/pyproject.toml\n  +++ /dev/null\n");
    const command = /\((git apply --reverse .+?)\)/.exec(error.remedy)?.[1] ?? "";
    execFileSync("sh", ["-c", command], { cwd: root });
    await undoMigration(root, ports);
    expect(git("status", "--porcelain")).toBe("");
    const patch = command.split(" ").at(-1) ?? "";
    expect(await readFile(patch, "utf8")).toContain("+graft tests\n");
  }));
