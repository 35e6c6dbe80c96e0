import { join } from "node:path";
import { startIndex } from "../index-server/start-index.ts";
import type { Ports } from "../ports/ports.ts";

/** One command of the runbook, and how it ended. */
export interface FollowedCommand {
  readonly command: string;
  readonly status: number | null;
  readonly seconds: number;
  /** The end of its output; empty for one that succeeded. */
  readonly output: string;
}

/** What came of following the document. */
export interface RunbookRun {
  readonly commands: readonly FollowedCommand[];
  /** The files that the embedded index holds at the end. */
  readonly published: readonly string[];
}

const TIMEOUT_MS = 15 * 60_000;
const TAIL = 3000;

/**
 * Follows the document as a new maintainer would: its commands, one after the other, in a fresh clone, with TestPyPI played
 * by the embedded index. `self` starts this very program. The first command that fails ends it.
 */
export async function runRunbook(
  {
    root,
    commands,
    self,
  }: { readonly root: string; readonly commands: readonly string[]; readonly self: readonly string[] },
  ports: Ports,
): Promise<RunbookRun> {
  const place = await ports.files.temporaryDirectory("runbook");
  await using index = await startIndex({ directory: join(place, "index"), tls: false }, ports);
  const clone = join(place, "clone");
  const env = await environment(place, self, index.token, ports);
  const cloned = await ports.processes.run({
    argv: ["git", "clone", "--quiet", root, clone],
    cwd: place,
    env,
    timeoutMs: TIMEOUT_MS,
  });
  if (cloned.status !== 0) return { commands: [ended("git clone", cloned)], published: [] };
  const ran: FollowedCommand[] = [];
  for (const command of commands) {
    // TestPyPI is the embedded index here: nothing leaves the machine.
    const played = command.replaceAll(
      /--index testpypi\b/g,
      `--index ${index.uploadUrl} --index-kind pypi --simple-url ${index.simpleUrl}`,
    );
    const done = await ports.processes.run({
      argv: ["sh", "-c", played],
      cwd: clone,
      env,
      timeoutMs: TIMEOUT_MS,
      signal: ports.signal,
    });
    ran.push(ended(command, done));
    if (done.status !== 0) break;
  }
  const published = index.log.flatMap(({ upload }) =>
    upload?.outcome === "stored" && upload.fileName !== null ? [upload.fileName] : [],
  );
  return { commands: ran, published };
}

function ended(
  command: string,
  done: {
    readonly status: number | null;
    readonly seconds: number;
    readonly stdout: string;
    readonly stderr: string;
  },
): FollowedCommand {
  const output = done.status === 0 ? "" : `${done.stdout}\n${done.stderr}`.trim().slice(-TAIL);
  return { command, status: done.status, seconds: done.seconds, output };
}

/** The person's own environment without what would publish elsewhere, and with `shipwheel` on PATH. */
async function environment(
  place: string,
  self: readonly string[],
  token: string,
  { environment: { variables }, files }: Ports,
): Promise<Readonly<Record<string, string>>> {
  const bin = join(place, "bin");
  const quoted = self.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" ");
  await files.makeDirectory(bin);
  await files.write(join(bin, "shipwheel"), `#!/bin/sh\nexec ${quoted} "$@"\n`, { mode: 0o755 });
  const kept = Object.entries(variables).filter(
    ([name]) => !/^(?:SHIPWHEEL_|GITHUB_|GITLAB_|CI_|CI$|ACTIONS_|TWINE_|UV_PUBLISH)/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    PATH: `${bin}:${variables["PATH"] ?? ""}`,
    SHIPWHEEL_TOKEN: token,
    SHIPWHEEL_NO_PROGRESS: "1",
    SHIPWHEEL_STATE_DIR: join(place, "state"),
  };
}
