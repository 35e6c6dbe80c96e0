import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { stories } from "./stories.ts";
import type { Step, Story } from "./story.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/** A wrong name, or a directory that is in use: something that the caller can put right. */
export class ExampleError extends Error {
  override readonly name = "ExampleError";
}

/**
 * Makes the git repository of one state of an example in `directory` (created when it is missing, refused when it
 * holds anything). Contents, dates, names and therefore commit ids are the same on every machine.
 */
export function makeExample(name: string, state: string, directory: string): void {
  const story = stories.find((candidate) => candidate.name === name);
  if (story === undefined) throw new ExampleError(`there is no example ${name}`);
  const chosen = story.states[state];
  if (chosen === undefined) throw new ExampleError(`${name} has no state ${state}`);
  if (existsSync(directory) && readdirSync(directory).length > 0) {
    throw new ExampleError(`${directory} is not empty`);
  }
  const files = stateFiles(story, state);
  mkdirSync(directory, { recursive: true });
  const git = gitIn(directory, story);
  git(["init", "--quiet", "--initial-branch=main"]);
  git(["config", "core.autocrlf", "false"]);
  const tips = new Map<string, string>();
  const present = new Set<string>();
  for (const [index, step] of chosen.history.entries()) {
    const last = index === chosen.history.length - 1;
    for (const file of files.keys()) {
      if (
        last ||
        (step.adds ?? []).some((path) => path === file || (path.endsWith("/") && file.startsWith(path)))
      ) {
        present.add(file);
      }
    }
    writeTree(directory, [...present], files, step);
    commit(git, step, tips);
  }
  git(["reset", "--quiet", "--hard", "main"]);
  if (chosen.remote !== undefined) git(["remote", "add", "origin", chosen.remote]);
}

/** The files of a state: POSIX path to content. */
export function stateFiles(story: Story, state: string): ReadonlyMap<string, Buffer> {
  const chosen = story.states[state];
  const overlays = (chosen?.overlays ?? [state]).map((overlay) => join("states", overlay));
  const files = new Map<string, Buffer>();
  for (const layer of ["project", ...overlays]) {
    const root = join(HERE, story.name, layer);
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.parentPath.includes("__pycache__")) continue;
      const path = join(entry.parentPath, entry.name);
      files.set(targetName(relative(root, path)), readFileSync(path));
    }
  }
  for (const path of chosen?.without ?? []) {
    if (!files.delete(path)) throw new Error(`${story.name} ${state}: ${path} is not there to be left out`);
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `gitignore` is kept without its dot, so that it does not rule in our own repository. */
function targetName(path: string): string {
  return path.replaceAll("\\", "/").replace(/(^|\/)gitignore$/u, "$1.gitignore");
}

function writeTree(
  directory: string,
  paths: readonly string[],
  files: ReadonlyMap<string, Buffer>,
  step: Step,
): void {
  for (const entry of readdirSync(directory)) {
    if (entry !== ".git") rmSync(join(directory, entry), { recursive: true });
  }
  const edits = [...(step.edits ?? [])];
  for (const path of paths) {
    let content: Buffer | string = files.get(path) ?? "";
    for (const edit of edits.filter((candidate) => candidate.file === path)) {
      const text = content.toString();
      if (!text.includes(edit.find)) throw new Error(`"${step.message}": ${path} has no ${edit.find}`);
      content = text.replaceAll(edit.find, edit.replace);
    }
    const target = join(directory, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
    chmodSync(target, 0o644);
  }
  const unused = edits.find((edit) => !paths.includes(edit.file));
  if (unused !== undefined) throw new Error(`"${step.message}": ${unused.file} is not there to be edited`);
}

type Git = (argv: readonly string[], date?: string) => string;

function gitIn(directory: string, story: Story): Git {
  const who = story.author;
  return (argv, date = "2025-01-01T00:00:00Z") =>
    execFileSync("git", argv, {
      cwd: directory,
      encoding: "utf8",
      env: {
        PATH: process.env["PATH"] ?? "",
        HOME: directory,
        GIT_CONFIG_GLOBAL: "/dev/null",
        GIT_CONFIG_NOSYSTEM: "1",
        GIT_AUTHOR_NAME: who.name,
        GIT_AUTHOR_EMAIL: who.email,
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_NAME: who.name,
        GIT_COMMITTER_EMAIL: who.email,
        GIT_COMMITTER_DATE: date,
        TZ: "UTC",
        LC_ALL: "C",
      },
    }).trim();
}

function commit(git: Git, step: Step, tips: Map<string, string>): void {
  const branch = step.branch ?? "main";
  const parents = [tips.get(branch) ?? tips.get("main"), step.merges && tips.get(step.merges)];
  git(["add", "--all", "--force"]);
  const tree = git(["write-tree"]);
  const known = parents.filter((parent) => parent !== undefined && parent !== "");
  const argv = [
    "commit-tree",
    tree,
    ...known.flatMap((parent) => ["-p", String(parent)]),
    "-m",
    step.message,
  ];
  const id = git(argv, step.date);
  tips.set(branch, id);
  git(["update-ref", `refs/heads/${branch}`, id]);
  for (const tag of step.tags ?? []) git(["tag", "--annotate", "--message", tag, tag, id], step.date);
}
