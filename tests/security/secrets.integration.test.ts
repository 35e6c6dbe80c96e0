import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { document, start, type Running } from "../acceptance/cli.ts";
import { DEMO_PROJECT, releaseWorld } from "../acceptance/release-world.ts";
import { temporaryDirectory } from "../support/git.ts";

/** What the children of a process were started with, as the kernel tells it. */
interface SeenChild {
  readonly argv: string;
  readonly environment: string;
}

/** Looks at all descendants of a process until it ends. */
async function watch(running: Running): Promise<readonly SeenChild[]> {
  const seen = new Map<string, SeenChild>();
  const own = procText(running.pid, "cmdline");
  const over = new AbortController();
  void running.ended.then(() => over.abort());
  while (!over.signal.aborted) {
    for (const pid of descendants(running.pid)) {
      const child = { argv: procText(pid, "cmdline"), environment: procText(pid, "environ") };
      // Between fork and exec a child is still a picture of its parent.
      if (child.argv === own || procText(pid, "cmdline") !== child.argv) continue;
      seen.set(`${pid} ${child.argv}`, child);
    }
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  return [...seen.values()];
}

function procText(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    return "";
  }
}

function descendants(root: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const parent = Number(procText(Number(name), "stat").split(") ")[1]?.split(" ")[1] ?? 0);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const found: number[] = [];
  const open = [root];
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    for (const child of children.get(pid) ?? []) {
      found.push(child);
      open.push(child);
    }
  }
  return found;
}

/** Programs that write down how they were called, and then do their work. */
function listeningPrograms(directory: string, names: readonly string[]): string {
  mkdirSync(directory);
  for (const name of names) {
    const real = (process.env["PATH"] ?? "")
      .split(delimiter)
      .map((each) => join(each, name))
      .find((each) => existsSync(each));
    if (real === undefined) continue;
    const script = `#!/bin/sh\n{ printf '%s\\n' "$0" "$@"; env; } >> '${directory}.log'\nexec '${real}' "$@"\n`;
    writeFileSync(join(directory, name), script);
    chmodSync(join(directory, name), 0o755);
  }
  return `${directory}.log`;
}

/** All text below a directory. */
function textBelow(directory: string): string {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"))
    .join("\n");
}

test.skipIf(process.platform !== "linux")(
  "a whole release with a token from the keyring: no secret in any child's arguments or environment, journal or output",
  async () => {
    using scratch = temporaryDirectory("secrets");
    await using world = await releaseWorld(DEMO_PROJECT, "demo-pkg");
    const { token } = world.index.index;
    const programs = join(scratch.path, "programs");
    const log = listeningPrograms(programs, ["git", "uv", "python3", "python"]);
    // The keyring of this person gives the token to whoever asks for this index.
    writeFileSync(
      join(programs, "keyring"),
      `#!/bin/sh\nenv >> '${log}'\nprintf '%s\\n' "$0" "$@" >> '${log}'\nprintf '%s\\n' '${token}'\n`,
    );
    chmodSync(join(programs, "keyring"), 0o755);
    const planted = {
      GITHUB_TOKEN: world.env["GITHUB_TOKEN"] ?? "",
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: world.env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] ?? "",
      AWS_SECRET_ACCESS_KEY: "planted-in-the-environment-aws",
      NPM_TOKEN: "planted-in-the-environment-npm",
    };
    const env = { ...world.env, ...planted, PATH: `${programs}${delimiter}${process.env["PATH"] ?? ""}` };
    const args = world.args("--verbose").map((word) => (word === "trusted" ? "token" : word));
    const running = start(args, { env });
    const [children, ended] = await Promise.all([watch(running), running.ended]);
    expect(ended.exit, ended.stdout + ended.stderr).toBe(0);
    const called = readFileSync(log, "utf8");
    expect(called).toContain("keyring");
    expect(called).toContain("ls-remote");
    expect(children.length).toBeGreaterThan(10);
    const { directory } = document(ended) as unknown as { directory: string };
    const places = {
      arguments: children.map((child) => child.argv).join("\n"),
      environments: children.map((child) => child.environment).join("\n"),
      "the programs' logs": called,
      output: ended.stdout + ended.stderr,
      "journal and kept files": textBelow(directory),
      "the repository": textBelow(world.repository.root),
    };
    for (const [place, text] of Object.entries(places)) {
      for (const secret of [token, ...Object.values(planted)]) {
        expect(text.includes(secret), `${secret.slice(0, 10)}… in ${place}`).toBe(false);
      }
    }
  },
);
