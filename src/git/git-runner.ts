import type { Ports } from "../ports/ports.ts";
import type { Completed } from "../ports/processes.ts";
import { fault } from "../findings/fault.ts";
import { maskedAddresses } from "../text/redaction.ts";

/** What running git takes. */
export type GitActionPorts = Pick<Ports, "processes" | "environment" | "signal">;

/** How one git process runs. */
export interface GitRunOptions {
  readonly input?: string;
  /** It starts and goes on after Ctrl-C: what has to be taken back is taken back. */
  readonly heedless?: boolean;
  /** Another index than the checkout's own. */
  readonly index?: string;
}

/** git in one checkout, as the person who runs shipwheel: identity, signing keys and hooks are theirs. */
export interface GitRunner {
  readonly root: string;
  /** Whatever it comes to. */
  run(args: readonly string[], options?: GitRunOptions): Promise<Completed>;
  /** Standard output without its last line break. Throws `config/git-failed` with git's words. */
  ask(...args: readonly string[]): Promise<string>;
}

/**
 * What reaches git, its hooks and the programs that sign: the person's own settings, never a variable that points git
 * at another repository, index or object store.
 */
const KEPT =
  /^(PATH|HOME|USER|LOGNAME|USERPROFILE|SYSTEMROOT|COMSPEC|PATHEXT|APPDATA|LOCALAPPDATA|XDG_CONFIG_HOME|XDG_RUNTIME_DIR|TMPDIR|TEMP|TMP|TZ|TERM|DISPLAY|WAYLAND_DISPLAY|GNUPGHOME|GPG_TTY|GPG_AGENT_INFO|SSH_AUTH_SOCK|SSH_AGENT_PID|SSH_ASKPASS|SSH_ASKPASS_REQUIRE|EMAIL|GIT_(AUTHOR|COMMITTER)_(NAME|EMAIL|DATE)|GIT_CONFIG_(GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_[0-9]+|VALUE_[0-9]+)|GIT_CEILING_DIRECTORIES|GIT_EXEC_PATH|GIT_ASKPASS)$/i;
const OUTPUT_BYTES = 256 * 1024 * 1024;
/** A hook may run the tests, a signature may wait for a passphrase. */
const TIMEOUT_MINUTES = 15;

/** The environment of git and of the programs that sign for the person: their own, and no secret of a workflow. */
export function personalEnvironment(environment: Ports["environment"]): Readonly<Record<string, string>> {
  const env: Record<string, string> = {
    LC_ALL: "C.UTF-8",
    LANGUAGE: "",
    GIT_TERMINAL_PROMPT: "0",
    // What only looks does not refresh the index.
    GIT_OPTIONAL_LOCKS: "0",
    GIT_EDITOR: ":",
    // Not a write for every commit of a long history.
    GIT_FLUSH: "0",
  };
  for (const [name, value] of Object.entries(environment.variables)) if (KEPT.test(name)) env[name] = value;
  return env;
}

/** A runner for the checkout at `root`. */
export function gitRunner(root: string, ports: GitActionPorts): GitRunner {
  const env = personalEnvironment(ports.environment);

  const run: GitRunner["run"] = (args, { input, heedless = false, index } = {}) =>
    ports.processes.run({
      argv: [
        "git",
        "--literal-pathspecs",
        "-c",
        "core.quotePath=false",
        "-c",
        "core.fsmonitor=false",
        ...args,
      ],
      cwd: root,
      env: index === undefined ? env : { ...env, GIT_INDEX_FILE: index },
      timeoutMs: (heedless ? 1 : TIMEOUT_MINUTES) * 60_000,
      maxOutputBytes: OUTPUT_BYTES,
      ...(input === undefined ? {} : { input }),
      ...(heedless ? { survivesInterrupt: true } : { signal: ports.signal }),
    });

  return {
    root,
    run,
    async ask(...args) {
      const done = await run(args);
      if (done.status !== 0) {
        throw fault("config/git-failed", { directory: root, reason: gitWords(done, args[0] ?? "git") });
      }
      return done.stdout.replace(/\n$/, "");
    },
  };
}

/** What git (or a hook, or the signing program) said: its last lines, or how it ended. */
export function gitWords(done: Completed, command: string): string {
  if (done.timedOut) return `git ${command} took more than ${TIMEOUT_MINUTES} minutes`;
  if (/Please tell me who you are|empty ident name|unable to auto-detect email/.test(done.stderr))
    return "git has no name and e-mail address: set git config user.name and user.email";
  const lines = `${done.stdout}\n${done.stderr}`.split("\n").map((line) => line.trim());
  const said = lines.filter((line) => line !== "").slice(-6);
  if (said.length > 0) return maskedAddresses(said.join("; "));
  return done.signal === null
    ? `git ${command} exited with status ${done.status}`
    : `it was terminated by ${done.signal}`;
}
