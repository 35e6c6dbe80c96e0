import type { Ports } from "../ports/ports.ts";
import { fault } from "../findings/fault.ts";
import { parseRemotes } from "../text/git-remotes.ts";

/** What git says of a checkout; paths are relative to the project root. */
export interface GitState {
  /** Full hash of the commit. */
  readonly head: string;
  /** Null when HEAD is detached. */
  readonly branch: string | null;
  /** Committer date of HEAD. */
  readonly commitTime: Date;
  /** Every tag with the commit it stands for (annotated tags peeled). */
  readonly tags: readonly GitTag[];
  readonly tagsAtHead: readonly string[];
  /** The branch that HEAD's branch follows, and the commits that only one of the two has; absent without one. */
  readonly upstream?: { readonly name: string; readonly ahead: number; readonly behind: number };
  /** The nearest tag behind HEAD and the number of commits since. */
  readonly describe: { readonly tag: string; readonly distance: number } | null;
  /** Changed, added, deleted and untracked (not ignored) paths of the project. */
  readonly dirty: readonly DirtyPath[];
  /** All that was changed are line endings: the checkout was made by a git with another `core.autocrlf`. */
  readonly onlyLineEndings?: boolean;
  /** What .gitignore keeps out of sight: files, and folders with a slash at the end, which are not looked into. */
  readonly ignored?: readonly string[];
  readonly shallow: boolean;
  /** Address of the remote `origin` (else of the branch's, else of the first one), user name and password removed. */
  readonly remoteUrl: string | null;
  /** Several remotes of which nothing says which one is the project's; absent: it is known. */
  readonly undecidedRemotes?: readonly string[];
  /** Absolute path of the repository's top directory, as git prints it. */
  readonly topLevel: string;
  /** The project's directory inside the repository: empty, or `sub/dir/`. */
  readonly prefix: string;
}

/** A tag and its commit. */
export interface GitTag {
  readonly name: string;
  readonly commit: string;
  /** `lightweight`: a name and nothing else; `annotated`: with a message; `signed`: with a signature, too. */
  readonly kind?: "lightweight" | "annotated" | "signed";
}

/** A path that differs from HEAD. */
export interface DirtyPath {
  readonly path: string;
  readonly kind: "changed" | "untracked";
}

/** An entry of the index: what is tracked. */
export interface TrackedFile {
  readonly path: string;
  readonly executable: boolean;
  readonly kind: "file" | "symlink" | "submodule";
}

/** Git's view of a directory: its state and its tracked files. */
export interface GitReading {
  readonly state: GitState;
  readonly files: readonly TrackedFile[];
}

type GitPorts = Pick<Ports, "processes" | "environment" | "signal">;

/** A repository's own configuration must neither start programs on its behalf nor change what git prints. */
const SETTINGS = ["core.fsmonitor=false", "core.quotePath=false", "log.showSignature=false"].flatMap(
  (each) => ["-c", each],
);
const STATUS = [
  "status",
  "--porcelain=v2",
  "--branch",
  "-z",
  "--untracked-files=normal",
  "--ignored=matching",
] as const;
/** Of diff alone GIT_OPTIONAL_LOCKS does not keep the index as it is. */
const LINE_ENDINGS = [
  "-c",
  "diff.autoRefreshIndex=false",
  "diff",
  "--quiet",
  "--no-ext-diff",
  "--ignore-cr-at-eol",
  "HEAD",
  "--",
  ".",
] as const;
const TAG_FORMAT =
  "%(refname:strip=2)%00%(objectname)%00%(*objectname)%00%(if)%(contents:signature)%(then)signed%(end)";
const OUTPUT_BYTES = 256 * 1024 * 1024;

/**
 * Reads everything about a checkout with seven git processes side by side. Throws the faults
 * `config/not-git`, `config/no-commits`, `config/unsafe-directory`, `config/git-failed`, `tool/not-found`.
 */
export async function readGit(root: string, ports: GitPorts): Promise<GitReading> {
  const [status, files, tags, describe, layout, remotes, time] = await Promise.all([
    git(root, [...STATUS, "--", "."], ports),
    git(root, ["ls-files", "-z", "--stage", "--", "."], ports),
    git(root, ["for-each-ref", `--format=${TAG_FORMAT}`, "refs/tags"], ports),
    git(root, ["describe", "--tags", "--long", "--abbrev=40"], ports),
    git(root, ["rev-parse", "--is-shallow-repository", "--show-toplevel", "--show-prefix"], ports),
    git(root, ["config", "--get-regexp", "^(remote\\..*\\.url|url\\..*\\.insteadof)$"], ports),
    git(root, ["log", "-1", "--format=%ct"], ports),
  ]);
  for (const answer of [status, files, tags, layout])
    if (answer.status !== 0) throw gitFault(root, answer.stderr);

  const headStatus = parseStatus(status.stdout);
  if (headStatus.oid === null) throw fault("config/no-commits", { directory: root });
  const [shallow = "", topLevel = "", prefix = "", ...rest] = layout.stdout.split("\n");
  if (rest.length > 1) throw fault("config/line-break-in-path", { directory: root });
  if (time.status !== 0) throw gitFault(root, time.stderr);

  const allTags = parseTags(tags.stdout);
  const onlyLineEndings =
    headStatus.dirty.some(({ kind }) => kind === "changed") &&
    (await git(root, LINE_ENDINGS, ports)).status === 0;
  return {
    files: parseIndex(files.stdout),
    state: {
      head: headStatus.oid,
      branch: headStatus.branch,
      ...(headStatus.upstream !== null && { upstream: headStatus.upstream }),
      commitTime: new Date(Number(time.stdout.trim()) * 1000),
      tags: allTags,
      tagsAtHead: allTags.filter((tag) => tag.commit === headStatus.oid).map((tag) => tag.name),
      describe: describe.status === 0 ? parseDescribe(describe.stdout) : null,
      dirty: headStatus.dirty.map((entry) => ({ ...entry, path: stripPrefix(entry.path, prefix) })),
      ...(onlyLineEndings && { onlyLineEndings }),
      ignored: headStatus.ignored.map((path) => stripPrefix(path, prefix)),
      shallow: shallow === "true",
      ...parseRemotes(remotes.stdout, headStatus.followed),
      topLevel,
      prefix,
    },
  };
}

/** What the index of a repository tracks; null when git cannot read it. */
export async function listIndex(root: string, ports: GitPorts): Promise<readonly TrackedFile[] | null> {
  const { status, stdout } = await git(root, ["ls-files", "-z", "--stage"], ports);
  return status === 0 ? parseIndex(stdout) : null;
}

/** Tracked files with one of these names in the whole repository, relative to `root`; none when git cannot read it. */
export async function listAcross(
  root: string,
  names: readonly string[],
  ports: GitPorts,
): Promise<readonly TrackedFile[]> {
  const everywhere = names.map((name) => `:(top,glob)**/${name}`);
  const { status, stdout } = await git(root, ["ls-files", "-z", "--stage", "--", ...everywhere], ports);
  return status === 0 ? parseIndex(stdout) : [];
}

/** The environment of every git child: no prompts, no foreign repository, English messages. */
function gitEnvironment(ports: GitPorts): Record<string, string> {
  const env: Record<string, string> = { LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0" };
  for (const [name, value] of Object.entries(ports.environment.variables)) {
    const kept =
      /^(PATH|HOME|USERPROFILE|SYSTEMROOT|XDG_CONFIG_HOME|TMPDIR|TEMP|TMP|GIT_CEILING_DIRECTORIES|GIT_CONFIG.*)$/i;
    if (kept.test(name)) env[name] = value;
  }
  return env;
}

async function git(
  root: string,
  args: readonly string[],
  ports: GitPorts,
): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const argv = ["git", ...SETTINGS, ...args];
  return ports.processes.run({
    argv,
    cwd: root,
    env: gitEnvironment(ports),
    maxOutputBytes: OUTPUT_BYTES,
    signal: ports.signal,
  });
}

function gitFault(root: string, stderr: string): Error {
  if (/not a git repository/i.test(stderr)) return fault("config/not-git", { directory: root });
  if (/dubious ownership|unsafe repository/i.test(stderr))
    return fault("config/unsafe-directory", { directory: root });
  const reason = stderr.trim().split("\n")[0] ?? "";
  return fault("config/git-failed", { directory: root, reason: reason === "" ? "no message" : reason });
}

interface Status {
  readonly oid: string | null;
  readonly branch: string | null;
  readonly upstream: NonNullable<GitState["upstream"]> | null;
  /** Name of the branch that HEAD's branch follows, fetched or not. */
  readonly followed: string | null;
  readonly dirty: readonly DirtyPath[];
  readonly ignored: readonly string[];
}

function parseStatus(text: string): Status {
  let name: string | null = null;
  let upstream: Status["upstream"] = null;
  let oid: string | null = null;
  let branch: string | null = null;
  const dirty: DirtyPath[] = [];
  const ignored: string[] = [];
  const records = text.split("\0");
  for (let i = 0; i < records.length; i++) {
    const record = records[i] ?? "";
    if (record.startsWith("# branch.oid ")) oid = record.slice(13) === "(initial)" ? null : record.slice(13);
    else if (record.startsWith("# branch.head "))
      branch = record.slice(14) === "(detached)" ? null : record.slice(14);
    else if (record.startsWith("# branch.upstream ")) name = record.slice(18);
    else if (record.startsWith("# branch.ab ") && name !== null) {
      const [ahead = 0, behind = 0] = record.slice(12).split(" ").map(Number);
      upstream = { name, ahead, behind: -behind };
    } else if (record.startsWith("1 "))
      dirty.push({ path: record.split(" ").slice(8).join(" "), kind: "changed" });
    else if (record.startsWith("2 ")) {
      dirty.push({ path: record.split(" ").slice(9).join(" "), kind: "changed" });
      i++; // A rename's old path is the next record.
    } else if (record.startsWith("u "))
      dirty.push({ path: record.split(" ").slice(10).join(" "), kind: "changed" });
    else if (record.startsWith("! ")) ignored.push(record.slice(2));
    else if (record.startsWith("? ")) dirty.push({ path: record.slice(2), kind: "untracked" });
  }
  return { oid, branch, upstream, followed: name, dirty, ignored };
}

function parseIndex(text: string): TrackedFile[] {
  const files: TrackedFile[] = [];
  let previous: string | null = null;
  for (const record of text.split("\0")) {
    const tab = record.indexOf("\t");
    if (tab === -1) continue;
    const mode = record.slice(0, 6);
    const path = record.slice(tab + 1);
    if (path === previous) continue; // An unmerged path has up to three stages.
    previous = path;
    const kind = mode === "160000" ? "submodule" : mode === "120000" ? "symlink" : "file";
    files.push({ path, executable: mode === "100755", kind });
  }
  return files;
}

function parseTags(text: string): GitTag[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [name = "", object = "", peeled = "", signed = ""] = line.split("\0");
      const kind = peeled === "" ? "lightweight" : signed === "" ? "annotated" : "signed";
      return { name, commit: peeled === "" ? object : peeled, kind };
    });
}

function parseDescribe(text: string): { tag: string; distance: number } | null {
  const match = /^(.*)-(\d+)-g[0-9a-f]+$/.exec(text.trim());
  return match === null ? null : { tag: match[1] ?? "", distance: Number(match[2]) };
}

function stripPrefix(path: string, prefix: string): string {
  return prefix !== "" && path.startsWith(prefix) ? path.slice(prefix.length) : path;
}
