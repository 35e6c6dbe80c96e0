import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Content of a file: text or bytes; `executable` and `link` for the special ones; null removes it. */
export type FileContent =
  | string
  | Uint8Array
  | null
  | { readonly text: string; readonly executable: true }
  | { readonly link: string };

/** Files by POSIX path. */
export type FileSet = Readonly<Record<string, FileContent>>;

/** Writes files below a directory. */
export function writeFiles(root: string, files: FileSet): void {
  for (const [path, content] of Object.entries(files)) {
    const target = join(root, path);
    mkdirSync(dirname(target), { recursive: true });
    rmSync(target, { force: true });
    if (content === null) continue;
    if (typeof content === "string" || content instanceof Uint8Array) writeFileSync(target, content);
    else if ("link" in content) symlinkSync(content.link, target);
    else {
      writeFileSync(target, content.text);
      chmodSync(target, 0o755);
    }
  }
}

/** A directory that goes away with the test. */
export interface TemporaryDirectory extends Disposable {
  readonly path: string;
}

/** A new temporary directory. `name` may hold blanks and non-ASCII characters. */
export function temporaryDirectory(name = "shipwheel-test"): TemporaryDirectory {
  const outer = realpathSync(mkdtempSync(join(tmpdir(), "shipwheel-test-")));
  const path = join(outer, name);
  mkdirSync(path);
  return { path, [Symbol.dispose]: () => rmSync(outer, { recursive: true, force: true, maxRetries: 3 }) };
}

/** A temporary git repository. */
export interface GitRepository extends Disposable {
  readonly root: string;
  /** Writes files and commits all; each commit is a minute after the one before. Answers its hash. */
  commit(message: string, files?: FileSet): string;
  /** Annotated with `message`, else lightweight. */
  tag(name: string, message?: string): void;
  /** Writes files without committing. */
  write(files: FileSet): void;
  /** Runs git and answers its trimmed output. */
  git(...args: readonly string[]): string;
}

/** Time of the first commit: 2026-01-01T00:00:00Z. */
export const FIRST_COMMIT_TIME = 1_767_225_600;

/** A repository on branch `main` with a fixed identity and fixed dates, whatever the machine's git settings. */
export function gitRepository(name = "project"): GitRepository {
  const directory = temporaryDirectory(name);
  const root = directory.path;
  let commits = 0;
  const git = (...args: readonly string[]): string => {
    const date = `${FIRST_COMMIT_TIME + 60 * Math.max(0, commits - 1)} +0000`;
    return execFileSync("git", args, {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: process.env["PATH"] ?? "",
        HOME: dirname(root),
        GIT_CONFIG_NOSYSTEM: "1",
        GIT_CONFIG_GLOBAL: "/dev/null",
        GIT_AUTHOR_NAME: "Ada",
        GIT_AUTHOR_EMAIL: "ada@example.org",
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_NAME: "Ada",
        GIT_COMMITTER_EMAIL: "ada@example.org",
        GIT_COMMITTER_DATE: date,
      },
    }).trim();
  };
  git("init", "--quiet", "--initial-branch=main");
  return {
    root,
    git,
    write: (files) => writeFiles(root, files),
    commit(message, files = {}) {
      writeFiles(root, files);
      commits += 1;
      git("add", "--all");
      git("commit", "--quiet", "--allow-empty", "-m", message);
      return git("rev-parse", "HEAD");
    },
    tag(tagName, message) {
      git("tag", ...(message === undefined ? [] : ["-a", "-m", message]), tagName);
    },
    [Symbol.dispose]: () => directory[Symbol.dispose](),
  };
}
