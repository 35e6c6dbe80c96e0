/**
 * Asks for the next version of real projects, as they stood one commit before their last release, and writes what was
 * answered beside what they released: tests/vectors/conventions.json; rows of projects that are not named stay. Nothing of a project is kept but names and numbers.
 * Usage: node scripts/conventions.ts DIRECTORY... (git directories named owner+name/repo, as a mirror has them)
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { LEVELS } from "../src/versioning/bump/level.ts";
import { formatVersion, parseVersion } from "../src/version/pep440.ts";
import { readConventions, type Convention } from "./docs/conventions-page.ts";

const PROGRAM = resolve(import.meta.dirname, "..", "src", "cli", "main.ts");
const OUTPUT = resolve(import.meta.dirname, "..", "tests", "vectors", "conventions.json");

function git(directory: string, ...args: readonly string[]): string {
  return execFileSync("git", ["-C", directory, ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
}

/** What `version SUBCOMMAND --json` says; null for a fault. */
function ask(directory: string, args: readonly string[], day?: string): Record<string, unknown> {
  const done = spawnSync(process.execPath, [PROGRAM, "version", ...args, "--json"], {
    cwd: directory,
    env: { ...process.env, ...(day !== undefined && { SOURCE_DATE_EPOCH: day }) },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return JSON.parse(done.stdout === "" ? "{}" : done.stdout) as Record<string, unknown>;
}

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);

function measure(source: string): Convention | null {
  const project = basename(dirname(source)).replace("+", "/");
  const work = mkdtempSync(join(tmpdir(), "shipwheel-conventions-"));
  try {
    git(work, "clone", "--quiet", "--shared", source, "all");
    const directory = join(work, "all");
    const released = textOf(ask(directory, ["next"])["last_final_tag"]);
    if (released === null) return null;
    const version = parseVersion(released.replace(/^.*?(?=\d)/, ""));
    const theirs = version === null ? released : formatVersion(version);
    // A calendar counts by the day on which they released.
    const day = git(
      directory,
      "for-each-ref",
      "--format=%(creatordate:unix)",
      `refs/tags/${released}`,
    ).trim();
    git(directory, "checkout", "--quiet", "--detach", `${released}^`);
    const later = git(directory, "tag", "--list", "--no-merged", "HEAD").split("\n").filter(Boolean);
    for (let at = 0; at < later.length; at += 100) git(directory, "tag", "-d", ...later.slice(at, at + 100));
    const next = ask(directory, ["next"], day);
    const { template } = ask(directory, ["explain"]) as { template?: { text?: string } };
    const fault = (next["error"] as { message?: string } | undefined)?.message?.replaceAll(
      directory,
      "the project",
    );
    const named = ["patch", "minor", "major"].find(
      (level) => textOf(ask(directory, ["next", level], day)["next"]) === theirs,
    );
    const exact = textOf(ask(directory, ["next", theirs], day)["next"]) === theirs;
    return {
      project,
      template: template?.text ?? "",
      passedOver: ((next["passed_over"] as readonly unknown[] | undefined) ?? []).length,
      commits: ((next["commits"] as readonly unknown[] | undefined) ?? []).length,
      last: textOf(next["last_final_tag"]),
      tag: released,
      theirs,
      ours: textOf(next["next"]),
      level: LEVELS.find((level) => level === next["level"]) ?? null,
      reason: textOf(next["reason"]) ?? fault ?? null,
      bump: named ?? (exact ? theirs : null),
    };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const measured = process.argv
  .slice(2)
  .map((path) => measure(resolve(path)))
  .filter((row) => row !== null);
const kept = readConventions().filter(({ project }) => measured.every((row) => row.project !== project));
const rows = [...kept, ...measured].toSorted((a, b) => (a.project < b.project ? -1 : 1));
writeFileSync(OUTPUT, `${JSON.stringify(rows, null, 2)}\n`);
