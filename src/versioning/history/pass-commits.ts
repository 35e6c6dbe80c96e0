import type { Ports } from "../../ports/ports.ts";
import { fault } from "../../findings/fault.ts";
import type { PassedCommit } from "../monorepo-history.ts";

/** What a pass over history feeds. */
export interface CommitVisitor {
  pass(commit: PassedCommit): void;
  readonly isSettled: boolean;
}

const SETTINGS = [
  "-c",
  "core.fsmonitor=false",
  "-c",
  "log.showSignature=false",
  "-c",
  "core.quotePath=false",
];
/** Renames cost, and both names count anyway. */
const WALK = ["--topo-order", "--no-renames", "-m", "--name-only", "-z"];
const HEADER = "\u0001";
/** How many commits between two looks at whether all is known. */
const LOOK_EVERY = 256;

/**
 * Feeds every commit behind HEAD, children before parents, each with the paths that it changes against any of its
 * parents, while git is still walking; git is stopped when the visitor has seen enough. Throws `config/git-failed`.
 */
export async function passCommits(
  root: string,
  visitor: CommitVisitor,
  ports: Pick<Ports, "processes" | "environment" | "signal">,
): Promise<void> {
  const enough = new AbortController();
  const decoder = new TextDecoder();
  const open = openCommits(visitor);
  let rest = "";
  const done = await ports.processes
    .run({
      argv: ["git", ...SETTINGS, "log", ...WALK, "--format=%x01%H %P", "HEAD"],
      cwd: root,
      env: {
        PATH: ports.environment.variables["PATH"] ?? "",
        HOME: ports.environment.home,
        LC_ALL: "C",
        GIT_OPTIONAL_LOCKS: "0",
      },
      signal: AbortSignal.any([ports.signal, enough.signal]),
      onOutput(chunk, stream) {
        if (stream !== "stdout" || enough.signal.aborted) return;
        const tokens = (rest + decoder.decode(chunk, { stream: true })).split("\0");
        rest = tokens.pop() ?? "";
        for (const token of tokens) open.take(token);
        if (open.isEnough()) enough.abort();
      },
    })
    .catch((error: unknown) => {
      if (enough.signal.aborted && !ports.signal.aborted) return null;
      throw error;
    });
  if (enough.signal.aborted) return;
  open.take(rest);
  open.end();
  if (done === null || done.status === 0) return;
  const reason = done.stderr.trim().split("\n")[0] || "git log failed";
  throw fault("config/git-failed", { directory: root, reason });
}

/** Puts the parts of a commit together again: a merge is told once for each parent. */
function openCommits(visitor: CommitVisitor): {
  take(token: string): void;
  isEnough(): boolean;
  end(): void;
} {
  let current: { hash: string; parents: readonly string[]; paths: string[] } | null = null;
  let count = 0;
  let looked = 0;

  function end(): void {
    if (current === null) return;
    visitor.pass(current);
    count += 1;
    current = null;
  }

  return {
    end,
    isEnough() {
      if (count - looked < LOOK_EVERY) return false;
      looked = count;
      return visitor.isSettled;
    },
    take(token) {
      const text = token.startsWith("\n") ? token.slice(1) : token;
      if (!text.startsWith(HEADER)) {
        if (text !== "") current?.paths.push(text);
        return;
      }
      const [hash = "", ...parents] = text
        .slice(1)
        .split(" ")
        .filter((each) => each !== "");
      if (current?.hash === hash) return;
      end();
      current = { hash, parents, paths: [] };
    },
  };
}
