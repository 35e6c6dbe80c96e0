import { spawn } from "node:child_process";
import { requireSchema } from "../support/document-schema.ts";
import { PROGRAM, PROGRAM_ENVIRONMENT } from "../support/program.ts";

/** How the real command line ended. */
export interface Ended {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A running command line. */
export interface Running {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  readonly interrupt: () => void;
  /** Ends it at once, as a crash would. */
  readonly kill: () => void;
  /** Resolves when standard error or output contains the text. */
  readonly says: (text: string) => Promise<void>;
}

/** Starts the real command line as a process of its own. */
export function start(
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Running {
  const env: NodeJS.ProcessEnv = { ...process.env, ...PROGRAM_ENVIRONMENT, ...options.env };
  delete env["PYTHONDONTWRITEBYTECODE"];
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env,
    cwd: options.cwd,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  const waiting: { text: string; resolve: () => void }[] = [];
  const hear = (): void => {
    for (const each of waiting) if (stdout.includes(each.text) || stderr.includes(each.text)) each.resolve();
  };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    hear();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    hear();
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("close", (exit) => {
      try {
        requireSchema(args, stdout);
        resolve({ exit, stdout, stderr });
      } catch (error) {
        reject(error);
      }
    });
  });
  return {
    pid: child.pid ?? 0,
    ended,
    interrupt: () => child.kill("SIGINT"),
    kill: () => child.kill("SIGKILL"),
    says: (text) =>
      new Promise((resolve) => {
        waiting.push({ text, resolve });
        hear();
      }),
  };
}

/** Runs the real command line to its end. */
export function run(
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Ended> {
  return start(args, options).ended;
}

/** The one JSON document of standard output; fails the test when there is none, or more than one. */
export function document(ended: Ended): Record<string, unknown> & { error: Record<string, unknown> } {
  return JSON.parse(ended.stdout) as Record<string, unknown> & { error: Record<string, unknown> };
}
