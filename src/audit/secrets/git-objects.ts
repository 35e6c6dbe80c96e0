import type { Ports } from "../../ports/ports.ts";
import { personalEnvironment } from "../../git/git-runner.ts";

/** What looking into a repository takes from outside. */
export type HistoryPorts = Pick<Ports, "processes" | "environment" | "signal">;

const MINUTES = 15;

/** Runs git in a repository so that it changes nothing and fetches nothing; output goes by in chunks. */
export async function runGit(
  root: string,
  args: readonly string[],
  ports: HistoryPorts,
  more: { readonly input?: string; readonly onOutput?: (chunk: Uint8Array) => void } = {},
): Promise<{ readonly ok: boolean; readonly stdout: string; readonly stderr: string }> {
  const { input, onOutput } = more;
  const done = await ports.processes.run({
    argv: ["git", "--literal-pathspecs", "-c", "core.quotePath=false", "-c", "core.fsmonitor=false", ...args],
    cwd: root,
    env: { ...personalEnvironment(ports.environment), GIT_NO_LAZY_FETCH: "1" },
    timeoutMs: MINUTES * 60_000,
    signal: ports.signal,
    ...(input === undefined ? {} : { input }),
    ...(onOutput === undefined
      ? { maxOutputBytes: 64 * 2 ** 20 }
      : {
          onOutput: (chunk, stream) => {
            if (stream === "stdout") onOutput(chunk);
          },
        }),
  });
  return { ok: done.status === 0, stdout: done.stdout, stderr: done.stderr.trim() };
}

/** Cuts chunks into lines. */
export class LineCutter {
  readonly #take: (line: string) => void;
  readonly #decoder = new TextDecoder();
  #rest = "";

  constructor(take: (line: string) => void) {
    this.#take = take;
  }

  add(chunk: Uint8Array): void {
    const lines = (this.#rest + this.#decoder.decode(chunk, { stream: true })).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#take(line);
  }
}

/** Cuts the output of `git cat-file --batch` into objects. A shown object is valid until the call returns. */
export class ObjectCutter {
  readonly #show: (id: string, bytes: Uint8Array) => void;
  readonly missing: string[] = [];
  #held: Buffer = Buffer.alloc(0);
  #chunks: Buffer[] = [];
  #size = 0;
  #wanted = 1;

  constructor(show: (id: string, bytes: Uint8Array) => void) {
    this.#show = show;
  }

  add(chunk: Uint8Array): void {
    this.#chunks.push(Buffer.from(chunk));
    this.#size += chunk.length;
    if (this.#held.length + this.#size < this.#wanted) return;
    let buffer = Buffer.concat([this.#held, ...this.#chunks]);
    this.#chunks = [];
    this.#size = 0;
    this.#wanted = 1;
    for (;;) {
      const end = buffer.indexOf(10);
      if (end === -1) break;
      const [id = "", kind, length] = buffer.toString("latin1", 0, end).split(" ");
      if (kind === "missing") {
        this.missing.push(id);
        buffer = buffer.subarray(end + 1);
        continue;
      }
      const size = Number(length);
      if (buffer.length < end + size + 2) {
        this.#wanted = end + size + 2;
        break;
      }
      this.#show(id, buffer.subarray(end + 1, end + 1 + size));
      buffer = buffer.subarray(end + size + 2);
    }
    this.#held = buffer;
  }
}
