import { basename, sep } from "node:path";
import type { Finding } from "../../findings/finding.ts";
import type { Ports } from "../../ports/ports.ts";
import { PROCESS_LEFT_BEHIND } from "./smoke-rules.ts";

type ProcPorts = Pick<Ports, "files" | "processes" | "environment">;

/** A process that outlived the program which started it. */
export interface LeftProcess {
  readonly pid: string;
  /** Without directories: they are of this run. */
  readonly command: string;
  /** Its home, relative to the run's directory: the first parts name the trial. */
  readonly home: string;
}

/** How often those that are about to end are looked for again. */
const LOOKS = 4;

/**
 * Ends what the trials' programs have left running, also in a session of its own, and tells of it. Linux alone shows
 * another process's environment, by which it is known: its home lies in the run's directory.
 */
export async function endLeftProcesses(directory: string, ports: ProcPorts): Promise<readonly Finding[]> {
  if (ports.environment.platform !== "linux") return [];
  let left = await leftProcesses(directory, ports);
  for (let look = 1; left.length > 0 && look < LOOKS; look += 1) {
    await sleep("0.3", ports);
    left = await leftProcesses(directory, ports);
  }
  await end(left, ports);
  return leftFindings(left);
}

/** Ends every process whose home lies in a directory, at once: its program has ended, or its time is over. */
export async function endProcessesOf(directory: string, ports: ProcPorts): Promise<void> {
  if (ports.environment.platform === "linux") await end(await leftProcesses(directory, ports), ports);
}

async function end(left: readonly LeftProcess[], ports: ProcPorts): Promise<void> {
  if (left.length > 0) await run(["sh", "-c", 'kill -9 "$@"', "sh", ...left.map(({ pid }) => pid)], ports);
}

/** A finding for each command that is still at work. */
export function leftFindings(left: readonly LeftProcess[]): readonly Finding[] {
  const byCommand = Map.groupBy(left, ({ command }) => command);
  return [...byCommand].map(([command, found]) =>
    PROCESS_LEFT_BEHIND.finding({
      subject: command,
      message: `a program of the release left a process behind: ${command}`,
      help: "end what it starts before it returns; if it is a daemon, stop it by a further command",
      details: { trials: [...new Set(found.map(({ home }) => trialOf(home)))].toSorted() },
    }),
  );
}

/** `a path with blanks/pipx-3.11/home`, `wheel-uv-3.11/home`, `upgrade-3.11/upgrade/home`: the part with the Python. */
function trialOf(home: string): string {
  const parts = home.split(sep);
  return parts.find((part) => /-3\.\d/.test(part)) ?? parts[0] ?? home;
}

async function leftProcesses(directory: string, { files }: ProcPorts): Promise<readonly LeftProcess[]> {
  const found: LeftProcess[] = [];
  for (const { name: pid } of await files.list("/proc")) {
    if (!/^\d+$/.test(pid)) continue;
    const variables = await read(`/proc/${pid}/environ`);
    const home = variables.split("\0").find((each) => each.startsWith(`HOME=${directory}${sep}`));
    if (home === undefined) continue;
    const words = (await read(`/proc/${pid}/cmdline`)).split("\0").filter((word) => word !== "");
    // One that has ended, and waits for its parent, has none.
    if (words.length === 0) continue;
    const command = words.map((word) => (word.startsWith("/") ? basename(word) : word)).join(" ");
    found.push({ pid, command: command.slice(0, 200), home: home.slice(`HOME=${directory}${sep}`.length) });
  }
  return found;

  function read(path: string): Promise<string> {
    return files.readText(path).catch(() => "");
  }
}

function sleep(seconds: string, ports: ProcPorts): Promise<unknown> {
  return run(["sleep", seconds], ports);
}

function run(argv: readonly string[], { processes, environment }: ProcPorts): Promise<unknown> {
  return processes.run({
    argv,
    cwd: environment.temporary,
    env: { PATH: environment.variables["PATH"] ?? "/usr/bin:/bin" },
    timeoutMs: 10_000,
    survivesInterrupt: true,
  });
}
