import { join } from "node:path";
import type { ReadingFiles } from "../../ports/files.ts";
import type { Ports } from "../../ports/ports.ts";
import type { Completed } from "../../ports/processes.ts";
import { childEnvironment } from "../../toolbox/child-environment.ts";
import { fault } from "../../findings/fault.ts";
import { splitCommand } from "../../text/split-command.ts";
import { pythonStrip } from "../scm/python-text.ts";

/** What asking git takes. */
export type GitPorts = Pick<Ports, "processes" | "environment" | "signal" | "projectCode"> & {
  readonly files: ReadingFiles;
};

/** One checkout, asked as the anchor asks: its own `.git` named, from its top directory, no foreign GIT_ variables. */
export interface GitCheckout {
  readonly root: string;
  /** Standard output without surrounding blanks; null when git failed. */
  ask(...args: readonly string[]): Promise<string | null>;
  /** Any command, `git` with the checkout named. */
  askCommand(command: string | readonly string[]): Promise<string | null>;
  /** For work that may take longer than a question: throws `config/git-failed`. */
  work(...args: readonly string[]): Promise<void>;
}

/** What git itself needs, and what reaches a remote. */
const KEPT =
  /^(PATH|HOME|USERPROFILE|SYSTEMROOT|COMSPEC|PATHEXT|XDG_CONFIG_HOME|TMPDIR|TEMP|TMP|TZ|SSH_AUTH_SOCK|SSH_ASKPASS|(HTTPS?|ALL|NO)_PROXY|GIT_CEILING_DIRECTORIES|GIT_EXEC_PATH|GIT_SSH|GIT_SSH_COMMAND)$/i;
const OUTPUT_BYTES = 64 * 1024 * 1024;
const FETCH_SECONDS = 240;

/** A checkout whose top directory is `root`. */
export function gitCheckout(root: string, timeoutSeconds: number, ports: GitPorts): GitCheckout {
  const { environment, signal } = ports;
  const locale = { LC_ALL: "C.UTF-8", LANGUAGE: "" };
  const env: Record<string, string> = { ...locale, GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0" };
  for (const [name, value] of Object.entries(environment.variables)) if (KEPT.test(name)) env[name] = value;

  function run(
    argv: readonly string[],
    variables: Readonly<Record<string, string>>,
    seconds: number,
  ): Promise<Completed> {
    const limits = { timeoutMs: seconds * 1000, maxOutputBytes: OUTPUT_BYTES };
    return ports.processes.run({ argv, cwd: root, env: variables, signal, ...limits });
  }

  function git(args: readonly string[], seconds = timeoutSeconds): Promise<Completed> {
    return run(["git", "-c", "core.fsmonitor=false", "--git-dir", join(root, ".git"), ...args], env, seconds);
  }

  function answer(done: Completed, asked: string): string | null {
    if (done.timedOut) {
      throw fault("config/git-failed", {
        directory: root,
        reason: `${asked} took more than ${timeoutSeconds} s`,
      });
    }
    return done.status === 0 ? pythonStrip(done.stdout) : null;
  }

  return {
    root,
    ask: async (...args) => answer(await git(args), `git ${args[0]}`),
    async askCommand(command) {
      const words = typeof command === "string" ? splitCommand(command) : command;
      const [program = "", ...args] = words;
      // Of git only the question itself is no program that somebody chose: `-c alias.x=!…` would be one.
      const isQuestion = program === "git" && args[0] === "describe";
      if (!isQuestion) ports.projectCode(`${words.join(" ")}, as the settings of setuptools-scm say`);
      if (program === "git") return answer(await git(args), "describe_command");
      return answer(await run(words, childEnvironment(environment, locale), timeoutSeconds), program);
    },
    async work(...args) {
      ports.projectCode(`git ${args.join(" ")}, as the settings of setuptools-scm say`);
      const done = await git(args, FETCH_SECONDS);
      if (done.status === 0) return;
      const reason = done.stderr.trim().split("\n").at(-1) ?? "";
      throw fault("config/git-failed", { directory: root, reason: reason || `git ${args[0]} failed` });
    },
  };
}

/**
 * The branch as `.git/HEAD` names it, `HEAD` when detached; without a process. Null when only git could tell.
 */
export async function readBranch(root: string, files: GitPorts["files"]): Promise<string | null> {
  try {
    const stat = await files.stat(join(root, ".git"));
    let directory = join(root, ".git");
    if (stat?.kind === "file") {
      const pointed = /^gitdir: (.*)$/m.exec(await files.readText(directory))?.[1] ?? "";
      directory = pointed.startsWith("/") ? pointed : join(root, pointed);
    }
    const head = (await files.readText(join(directory, "HEAD"))).trim();
    if (/^[0-9a-f]{40,64}$/.test(head)) return "HEAD";
    const branch = /^ref: refs\/heads\/(.+)$/.exec(head)?.[1];
    return branch === undefined || branch === ".invalid" ? null : branch;
  } catch {
    return null;
  }
}
