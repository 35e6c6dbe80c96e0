import { append } from "../../text/append.ts";
import { basename, dirname, join } from "node:path";
import type { ReadingFiles } from "../../ports/files.ts";
import type { Ports } from "../../ports/ports.ts";
import { fault, Fault } from "../../findings/fault.ts";
import {
  preformattedState,
  stateOf,
  stateOfEggInfo,
  stateOfGitArchive,
  stateOfHgArchive,
  stateOfPkgInfo,
  type StateContext,
} from "../scm/archives.ts";
import type { ScmVersion } from "../scm/scm-version.ts";
import { versionOfTag } from "../scm/tag-match.ts";
import { readTagVersion } from "../scm/tag-version.ts";
import { readGitState, type GitQuestion } from "./git-state.ts";

/** Where a state was found. */
export type StateSource =
  | "git"
  | "scm_version.json"
  | ".git_archival.txt"
  | ".hg_archival.txt"
  | "PKG-INFO"
  | "parentdir_prefix_version"
  | "fallback_version"
  | "pretended";

/** A state and where it was found. */
export interface FoundState {
  readonly state: ScmVersion;
  readonly source: StateSource;
}

/** The question, with the directory where the search begins instead of the repository's. */
export type Search = Omit<GitQuestion, "root"> & { readonly probeRoot: string; readonly disableJj: boolean };

/** A file that states a version where there is no repository; lower ranks know more. */
interface Candidate {
  readonly rank: number;
  readonly depth: number;
  readonly path: string;
  readonly source: StateSource;
}

type FindPorts = Pick<Ports, "processes" | "environment" | "signal" | "projectCode"> & {
  readonly files: ReadingFiles;
};
type Context = StateContext & { readonly now: Date };

/**
 * Looks for a repository from `probeRoot` on (upwards where configured), then for files of archives and sdists
 * there and in the project, then takes the configured constants. Throws `no-version`, and what a source's own
 * version makes of itself.
 */
export async function findState(search: Search, context: Context, ports: FindPorts): Promise<FoundState> {
  const { probeRoot, projectDirectory, configuration } = search;
  const candidates: Candidate[] = [];
  let reason = "there is neither a git repository nor metadata of an archive or sdist";
  for (const directory of configuration.searchParents ? upwards(probeRoot) : [probeRoot]) {
    const names = await namesIn(directory, ports);
    const foreign = search.disableJj ? [".hg"] : [".jj", ".hg"];
    const vcs = foreign.find((name) => names.get(name) === "directory");
    if (vcs !== undefined) {
      throw fault("unsupported-vcs", { directory, vcs: vcs === ".hg" ? "Mercurial" : "Jujutsu" });
    }
    if (names.has(".git")) {
      const state = await gitState(directory);
      if (state !== null) return { state, source: "git" };
    }
    append(candidates, await candidatesIn(directory, names, ports));
  }
  if (projectDirectory !== probeRoot) {
    const names = await namesIn(projectDirectory, ports);
    append(candidates, await candidatesIn(projectDirectory, names, ports));
  }
  candidates.sort((a, b) => a.rank - b.rank || b.depth - a.depth);
  for (const candidate of candidates) {
    const state = await readCandidate(candidate, context, ports);
    if (state !== null) return { state, source: candidate.source };
  }
  const found = constantState(search, context);
  if (found !== null) return found;
  throw fault("no-version", { directory: probeRoot, reason, remedy: await remedyFor(probeRoot, ports) });

  async function gitState(root: string): Promise<ScmVersion | null> {
    try {
      const state = await readGitState({ ...search, root }, context, ports);
      if (state === null) reason = `${join(root, ".git")} is not a repository that git can read`;
      return state;
    } catch (error) {
      const missing = error instanceof Fault && error.code === "tool/not-found";
      if (!missing || configuration.git.describeCommand !== null) throw error;
      reason = "git was not found on PATH";
      return null;
    }
  }
}

function constantState({ projectDirectory, configuration }: Search, context: Context): FoundState | null {
  const { parentdirPrefix, fallbackVersion, rules } = configuration;
  const name = basename(projectDirectory);
  if (parentdirPrefix !== null && name.startsWith(parentdirPrefix)) {
    const tag = versionOfTag(name.slice(parentdirPrefix.length), rules, context.warn);
    const raw = tag === null ? null : readTagVersion(tag.text, false);
    if (raw !== null) {
      return { state: stateOf(raw, context, { preformatted: true }), source: "parentdir_prefix_version" };
    }
  }
  if (fallbackVersion === null) return null;
  return {
    state: preformattedState(fallbackVersion, "fallback_version", context),
    source: "fallback_version",
  };
}

function* upwards(directory: string): Generator<string> {
  for (let current = directory; ; current = dirname(current)) {
    yield current;
    if (dirname(current) === current) return;
  }
}

type Names = ReadonlyMap<string, string>;

async function namesIn(directory: string, { files }: FindPorts): Promise<Names> {
  const entries = await files.list(directory).catch(() => []);
  return new Map(entries.map((entry) => [entry.name, entry.kind]));
}

async function candidatesIn(directory: string, names: Names, { files }: FindPorts): Promise<Candidate[]> {
  const depth = [...upwards(directory)].length;
  const found: Candidate[] = [];
  const isFile = (name: string): boolean => names.get(name) === "file" || names.get(name) === "symlink";
  for (const [name, kind] of names) {
    if (kind !== "directory" || !name.endsWith(".egg-info")) continue;
    const path = join(directory, name, "scm_version.json");
    if ((await files.stat(path)) !== null) found.push({ rank: 10, depth, path, source: "scm_version.json" });
  }
  const archive = ([".git_archival.txt", ".hg_archival.txt"] as const).find(isFile);
  if (archive !== undefined) found.push({ rank: 20, depth, path: join(directory, archive), source: archive });
  if (isFile("PKG-INFO")) {
    found.push({ rank: 30, depth, path: join(directory, "PKG-INFO"), source: "PKG-INFO" });
  }
  return found;
}

async function readCandidate(
  { path, source }: Candidate,
  context: Context,
  { files }: FindPorts,
): Promise<ScmVersion | null> {
  const text = await files.readText(path);
  if (source === "scm_version.json") return stateOfEggInfo(text, context);
  if (source === ".git_archival.txt") return stateOfGitArchive(text, context);
  if (source === ".hg_archival.txt") return stateOfHgArchive(text, context);
  return stateOfPkgInfo(text, context);
}

/** A repository further up is the usual reason for finding none. */
async function remedyFor(directory: string, ports: FindPorts): Promise<string> {
  for (const above of upwards(dirname(directory))) {
    if ((await ports.files.stat(join(above, ".git"))) === null) continue;
    return `the repository is ${above}: set search_parent_directories = true, or set root to its path`;
  }
  return "build from a clone with .git, or set SETUPTOOLS_SCM_PRETEND_VERSION or fallback_version";
}
