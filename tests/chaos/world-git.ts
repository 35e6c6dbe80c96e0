import { execFileSync } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import type { Command, Completed, Processes } from "../../src/ports/processes.ts";
import type { GitFault, Point } from "./faults.ts";

/** Copies the repository and its remote into a world that tags and pushes. */
export function copyRepository(
  from: { readonly repository: string; readonly remote: string },
  root: string,
): string {
  const repository = join(root, "repository");
  cpSync(from.repository, repository, { recursive: true });
  // The copy's remote is `../remote.git`.
  cpSync(from.remote, join(root, "remote.git"), { recursive: true });
  return repository;
}

/** Tags of a repository and of its remote, each with its commit. */
export function tagsOf(root: string): readonly string[] {
  const list = (directory: string): string[] =>
    execFileSync(
      "git",
      [
        "-C",
        join(root, directory),
        "for-each-ref",
        "--format=%(refname:strip=2) %(*objectname)",
        "refs/tags",
      ],
      { encoding: "utf8" },
    )
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => `${directory} ${line}`);
  return [...list("repository"), ...list("remote.git")];
}

/** Removes a tag of the remote, as a person may. */
export function dropRemoteTag(root: string, tag: string): void {
  execFileSync("git", ["-C", join(root, "remote.git"), "update-ref", "-d", `refs/tags/${tag}`]);
}

/** What a run meets at git. */
export interface GitTroubles {
  readonly alive: () => void;
  readonly reach: (point: Point) => GitFault | null;
  readonly kill: () => never;
}

const ACTS: ReadonlySet<string> = new Set(["tag", "push", "ls-remote"]);

/** Real git, whose acts are points at which something can go wrong. */
export function troubledGit(processes: Processes, { alive, reach, kill }: GitTroubles): Processes {
  return {
    ...processes,
    async run(command) {
      alive();
      const what = actOf(command);
      if (what === null) return processes.run(command);
      switch (reach({ kind: "git", what })) {
        case null:
          return processes.run(command);
        case "fails before":
          return failed();
        case "fails after":
          await processes.run(command);
          return failed();
        case "kill before":
          return kill();
        case "kill after":
          await processes.run(command);
          return kill();
      }
    },
  };
}

function actOf({ argv }: Command): string | null {
  const act = argv.find((each) => ACTS.has(each));
  if (act === undefined) return null;
  return act === "push" && argv.includes("--dry-run") ? "try the push" : act;
}

function failed(): Completed {
  const stderr = "fatal: the remote end hung up unexpectedly\n";
  return { status: 128, signal: null, timedOut: false, stdout: "", stderr, seconds: 0 };
}
