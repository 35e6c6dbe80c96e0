import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { bumpVersion, type Bump } from "../../src/versioning/bump/bump-version.ts";
import { releaseEdits, type ReleaseEdits } from "../../src/changelog/release-edits.ts";
import type { Version } from "../../src/version/pep440.ts";
import type { Ports } from "../../src/ports/ports.ts";
import type { Signing } from "../../src/git/action.ts";
import { Fault } from "../../src/findings/fault.ts";
import { parseAsk } from "../../src/versioning/bump/ask.ts";
import type { FileSet, GitRepository } from "./git.ts";

/** A static project that states 0.1.0 three times. */
export const STATIC: FileSet = {
  "pyproject.toml":
    '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n[project]\nname = "demo"\nversion = "0.1.0"  # here\n',
  "demo/__init__.py": '"""Demo."""\r\n__version__ = "0.1.0"\r\n',
  "CITATION.cff": "cff-version: 1.2.0\ntitle: demo\nversion: 0.1.0\ndate-released: 2020-01-01\n",
};

/** How a bump is asked for in a test. */
export interface BumpWish {
  readonly words?: string;
  readonly pre?: string;
  readonly dryRun?: boolean;
  readonly commit?: boolean;
  readonly tag?: boolean;
  readonly sign?: Signing;
  readonly message?: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** A change to the ports: a disk that is full, a Ctrl-C. */
  readonly ports?: (ports: Ports) => Ports;
}

/** Bumps in this process, as Ada, with nothing of this machine's settings. */
export async function bump(root: string, wish: BumpWish = {}): Promise<Bump> {
  const variables = { ...identity(), ...wish.variables };
  await using node = nodePorts({ variables });
  const ask = parseAsk(
    (wish.words ?? "").split(" ").filter((word) => word !== ""),
    wish.pre ?? null,
  );
  if ("wrong" in ask) throw new Error(ask.wrong);
  const { commit = true, tag = true, sign = null, message = null, dryRun = false } = wish;
  const ports = wish.ports?.(node.ports) ?? node.ports;
  const changelog = (version: Version, date: string): Promise<ReleaseEdits> =>
    releaseEdits(root, { version, date, offline: true }, ports);
  return await bumpVersion({ directory: root, ask, commit, tag, sign, message, dryRun, changelog }, ports);
}

/** The fault that a bump ends in. */
export async function bumpFault(root: string, wish: BumpWish = {}): Promise<Fault> {
  try {
    const { reading } = await bump(root, wish);
    throw new Error(`it was made, from ${reading.commits.length} commits`);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

/** Variables of a person called Ada, and no configuration but the repository's. */
export function identity(): Readonly<Record<string, string>> {
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: "/nowhere",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: "Ada",
    GIT_AUTHOR_EMAIL: "ada@example.org",
    GIT_COMMITTER_NAME: "Ada",
    GIT_COMMITTER_EMAIL: "ada@example.org",
  };
}

/** Everything that a failed bump must leave alone, byte for byte: HEAD, branches, tags, index, files and their modes. */
export function everything(repository: GitRepository): Readonly<Record<string, string>> {
  const { root } = repository;
  const found: Record<string, string> = {
    head: readFileSync(join(root, ".git", "HEAD"), "utf8"),
    refs: repository.git("for-each-ref", "--format=%(refname) %(objectname)"),
    index: readFileSync(join(root, ".git", "index")).toString("base64"),
    status: repository.git("--no-optional-locks", "status", "--porcelain=v2"),
    git: readdirSync(join(root, ".git"))
      .filter((name) => !/^(?:COMMIT_EDITMSG|ORIG_HEAD)$/.test(name))
      .join(" "),
  };
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || path.startsWith(join(root, ".git/"))) continue;
    found[path] = `${statSync(path).mode} ${readFileSync(path).toString("base64")}`;
  }
  return found;
}

/** The paths of a commit. */
export function pathsOf(repository: GitRepository, commit = "HEAD"): readonly string[] {
  return repository
    .git("show", "--name-only", "--format=", commit)
    .split("\n")
    .filter((path) => path !== "");
}

/** An empty GPG home; a socket lives there, so its path is short. */
export function keyHome(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), "gpg-"));
  return {
    path,
    [Symbol.dispose]() {
      execFileSync("gpgconf", ["--homedir", path, "--kill", "all"], { stdio: "pipe" });
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Makes a GPG key without a passphrase for Ada; answers its fingerprint. */
export function gpgKey(home: string): string {
  const env = { ...process.env, GNUPGHOME: home };
  const key = ["Ada <ada@example.org>", "ed25519", "sign", "never"];
  execFileSync("gpg", ["--batch", "--passphrase", "", "--quick-generate-key", ...key], {
    env,
    stdio: "pipe",
  });
  const list = ["--batch", "--with-colons", "--list-keys"];
  const listed = execFileSync("gpg", list, { env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  return /^fpr:+([0-9A-F]+):/m.exec(listed)?.[1] ?? "";
}

/** Makes an SSH key for Ada and the file of those who may sign; answers both paths. */
export function sshKey(home: string): { readonly key: string; readonly allowed: string } {
  const key = join(home, "id");
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "ada", "-f", key], { stdio: "pipe" });
  const allowed = join(home, "allowed");
  writeFileSync(allowed, `ada@example.org ${readFileSync(`${key}.pub`, "utf8")}`);
  return { key, allowed };
}
