import type { Ports } from "../ports/ports.ts";
import type { Completed } from "../ports/processes.ts";
import { fault } from "../findings/fault.ts";

type GitPorts = Pick<Ports, "processes" | "environment" | "signal">;

const OUTPUT_BYTES = 256 * 1024 * 1024;

/** Settings that keep git from starting the user's programs and from writing into the user's repository. */
function guards(ports: GitPorts): readonly string[] {
  const nowhere = ports.environment.platform === "win32" ? "NUL" : "/dev/null";
  return [
    "-c",
    "core.fsmonitor=false",
    "-c",
    `core.hooksPath=${nowhere}`,
    "-c",
    "protocol.file.allow=always",
    "-c",
    "advice.detachedHead=false",
    "-c",
    "gc.auto=0",
  ];
}

/** Runs git and answers its end, whatever it is. */
export function tryGit(
  cwd: string,
  args: readonly string[],
  ports: GitPorts,
  input?: string,
): Promise<Completed> {
  const env: Record<string, string> = { LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0" };
  for (const [name, value] of Object.entries(ports.environment.variables)) {
    const kept =
      /^(PATH|HOME|USERPROFILE|SYSTEMROOT|XDG_CONFIG_HOME|TMPDIR|TEMP|TMP|GIT_CEILING_DIRECTORIES|GIT_CONFIG.*)$/i;
    if (kept.test(name)) env[name] = value;
  }
  return ports.processes.run({
    argv: ["git", ...guards(ports), ...args],
    cwd,
    env,
    maxOutputBytes: OUTPUT_BYTES,
    signal: ports.signal,
    ...(input === undefined ? {} : { input }),
  });
}

/** Runs git and answers its standard output. Throws `build/export-failed`. */
export async function git(
  cwd: string,
  args: readonly string[],
  ports: GitPorts,
  input?: string,
): Promise<string> {
  const done = await tryGit(cwd, args, ports, input);
  if (done.status === 0) return done.stdout;
  const reason = done.stderr.trim().split("\n").at(-1) ?? "";
  throw fault("build/export-failed", { directory: cwd, reason: reason || `git ${args[0]} failed` });
}
