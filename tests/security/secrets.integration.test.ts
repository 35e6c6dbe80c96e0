import { Buffer } from "node:buffer";
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
  /** Whether it is an installer, or a child of one: those need the network, and hand on what they were given. */
  readonly installs: boolean;
}

/** Looks at all descendants of a process until it ends. */
async function watch(running: Running): Promise<readonly SeenChild[]> {
  const seen = new Map<string, SeenChild>();
  const own = procText(running.pid, "cmdline");
  const over = new AbortController();
  void running.ended.then(() => over.abort());
  while (!over.signal.aborted) {
    for (const pid of descendants(running.pid)) {
      const [argv, environment] = [procText(pid, "cmdline"), procText(pid, "environ")];
      const child = { argv, environment, installs: isBelowInstaller(pid, running.pid) };
      // Between fork and exec a child is still a picture of its parent.
      if (child.argv === own || procText(pid, "cmdline") !== child.argv) continue;
      seen.set(`${pid} ${child.argv}`, child);
    }
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  return [...seen.values()];
}

const INSTALLER = /(?:^|\/)uv\0|\0-m\0(?:pip|build)\0|\/pip\0/;

function isBelowInstaller(pid: number, root: number): boolean {
  for (let at = pid; at > 1 && at !== root; at = parentOf(at))
    if (INSTALLER.test(procText(at, "cmdline"))) return true;
  return false;
}

function parentOf(pid: number): number {
  return Number(procText(pid, "stat").split(") ")[1]?.split(" ")[1] ?? 0);
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
    const parent = parentOf(Number(name));
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

/** All names and texts below a directory. */
function textBelow(directory: string): string {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return entry.isFile() ? `${path}\n${readFileSync(path, "latin1")}` : path;
    })
    .join("\n");
}

/** A secret as it is, and as it goes over the wire. */
function writingsOf(secret: string): readonly string[] {
  const inBasic = Buffer.from(`__token__:${secret}`).toString("base64").slice(14, -3);
  return [secret, encodeURIComponent(secret), inBasic];
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

/** One secret for each place where other tools keep one; none of them is for the index of the release. */
function plantedEverywhere(home: string): Readonly<Record<string, string>> {
  const other = "https://other.corp.test/upload/";
  const marked = (where: string): string => `planted-for-${where}-0123456789`;
  writeFileSync(
    join(home, ".pypirc"),
    `[other]\nrepository = ${other}\nusername = ci\npassword = ${marked("pypirc")}\n`,
  );
  writeFileSync(join(home, ".netrc"), `machine other.corp.test login ci password ${marked("netrc")}\n`);
  return {
    TWINE_REPOSITORY_URL: `https://ci:${marked("twine-address")}@other.corp.test/upload/`,
    TWINE_USERNAME: "ci",
    TWINE_PASSWORD: marked("twine"),
    UV_PUBLISH_URL: other,
    UV_PUBLISH_TOKEN: marked("uv"),
    UV_INDEX_OTHER_PASSWORD: marked("uv-index"),
    POETRY_HTTP_BASIC_OTHER_USERNAME: "ci",
    POETRY_HTTP_BASIC_OTHER_PASSWORD: marked("poetry"),
    HATCH_INDEX_REPO: other,
    HATCH_INDEX_AUTH: marked("hatch"),
    FLIT_INDEX_URL: other,
    FLIT_PASSWORD: marked("flit"),
    PDM_PUBLISH_REPO: other,
    PDM_PUBLISH_PASSWORD: marked("pdm"),
    NPM_TOKEN: marked("npm"),
  };
}

test.skipIf(process.platform !== "linux")(
  "a whole release to an address with credentials, among the secrets of every other tool: none shows anywhere",
  async () => {
    using scratch = temporaryDirectory("secrets-everywhere");
    await using world = await releaseWorld(DEMO_PROJECT, "demo-pkg");
    const { token, uploadUrl } = world.index.index;
    const home = join(scratch.path, "home");
    mkdirSync(home);
    const planted = plantedEverywhere(home);
    const cache = join(process.env["HOME"] ?? "", ".cache");
    // Nothing goes there: the index is on this machine, and everything else is asked by TLS.
    const proxy = "planted-for-proxy-0123456789";
    const proxies = { HTTP_PROXY: `http://ci:${proxy}@127.0.0.1:9` };
    const env = { ...world.env, ...planted, ...proxies, HOME: home, XDG_CACHE_HOME: cache };
    const address = uploadUrl.replace("://", `://__token__:${encodeURIComponent(token)}@`);
    const args = world
      .args("--verbose")
      .map((word) => (word === "trusted" ? "token" : word === uploadUrl ? address : word));
    const running = start(args, { env });
    const [children, ended] = await Promise.all([watch(running), running.ended]);
    expect(ended.exit, ended.stdout + ended.stderr).toBe(0);
    expect(children.length).toBeGreaterThan(5);
    const places = {
      arguments: children.map((child) => child.argv).join("\n"),
      environments: children.map((child) => child.environment).join("\n"),
      output: ended.stdout + ended.stderr,
      "state, journal and kept files": textBelow(world.state),
      "the repository": textBelow(world.repository.root),
      "the forge": JSON.stringify(world.forge.releases),
    };
    const own = [".pypirc", ".netrc"].map((name) => readFileSync(join(home, name), "utf8")).join("\n");
    const everywhere = [
      token,
      ...`${Object.values(planted).join(" ")} ${own}`.matchAll(/planted-for-[\w-]+/g),
    ];
    expect(everywhere.length).toBeGreaterThan(10);
    const others = children.filter((child) => !child.installs).map((child) => child.environment);
    expect([others.length > 3, others.join("\n").includes(proxy)]).toEqual([true, false]);
    expect(others.join("\n")).toContain("HTTP_PROXY=http://127.0.0.1:9");
    const { environments: _environments, ...elsewhere } = places;
    for (const [place, text] of Object.entries(elsewhere))
      expect(text.includes(proxy), `the proxy's password in ${place}`).toBe(false);
    for (const [place, text] of Object.entries(places)) {
      for (const secret of everywhere.flatMap((each) => writingsOf(String(each)))) {
        expect(text.includes(secret), `${secret.slice(0, 24)}… in ${place}`).toBe(false);
      }
    }
  },
);
