import { join, relative, sep } from "node:path";
import { readConfig } from "../config/read-config.ts";
import type { VersionConfig } from "../config/sections/version.ts";
import { DEFAULT_CONFIG } from "../config/schema.ts";
import { parseTomlFile } from "../tree/formats/toml-file.ts";
import { fault, Fault } from "../findings/fault.ts";
import { PackageHistory, type PackageScope } from "./monorepo-history.ts";
import {
  baseVersion,
  compareVersions,
  parseVersion,
  publicVersion,
  type Version,
} from "../version/pep440.ts";
import { fileFormats } from "./tags/tool-formats.ts";
import { tagReader, type TagReader } from "./tags/read-tags.ts";
import { stateOf } from "./scm/archives.ts";
import { readConfiguration } from "./scm/configuration.ts";
import { formatScmVersion } from "./scm/format.ts";
import type { ScmVersion } from "./scm/scm-version.ts";
import { findScmSection } from "./scm/scm-tool.ts";
import { DEFAULT_TAG_REGEX } from "./scm/tag-match.ts";
import { readTagVersion } from "./scm/tag-version.ts";
import { readSourceDateEpoch } from "../text/source-date-epoch.ts";
import { DEFAULT_TAG_TEMPLATE } from "../version/tag-template.ts";
import { readPackages, type RepositoryPackage } from "./monorepo-packages.ts";
import type { VersionPorts } from "./read-version.ts";
import { gitCheckout, readBranch } from "./history/git-checkout.ts";
import { passCommits } from "./history/pass-commits.ts";

/** The version of one package of a repository. */
export interface PackageVersion {
  readonly name: string;
  /** POSIX, relative to the repository; `.` for its top. */
  readonly directory: string;
  /** Null when only its backend can tell. */
  readonly version: string | null;
  readonly public: string | null;
  readonly base: string | null;
  readonly tag: string | null;
  /** Commits since the tag that touch the package or what it depends on here. */
  readonly distance: number;
  readonly node: string;
  readonly dirty: boolean;
  readonly branch: string | null;
  readonly source: "git" | "project" | "backend";
  readonly scheme: string;
  /** Directories of the packages here that it depends on. */
  readonly dependencies: readonly string[];
  /** Why there is no version. */
  readonly problem?: string;
}

/** All versions of a repository, and the template by which its tags are read. */
export interface RepositoryVersions {
  readonly root: string;
  readonly template: string;
  readonly packages: readonly PackageVersion[];
}

const TIMEOUT_SECONDS = 120;

/**
 * The versions of all packages of a repository in one pass over its history: one listing of tags, one log, one diff.
 * Throws `config/not-git`, `config/no-commits`, `config/git-failed`, `shallow`, `no-packages`.
 */
export async function readRepositoryVersions(
  directory: string,
  ports: VersionPorts,
): Promise<RepositoryVersions> {
  const root = await topLevel(directory, ports);
  const git = gitCheckout(root, TIMEOUT_SECONDS, ports);
  const [config, listed, tagLines, differing, branch, layout] = await Promise.all([
    configOf(directory, ports),
    git.ask("ls-files", "-z", "--", ":(glob)**/pyproject.toml"),
    git.ask("for-each-ref", "--format=%(objectname)%00%(*objectname)%00%(refname:strip=2)", "refs/tags"),
    git.ask("diff", "--name-only", "-z", "--no-renames", "HEAD"),
    readBranch(root, ports.files),
    git.ask("rev-parse", "--is-shallow-repository", "HEAD"),
  ]);
  if (layout === null) throw fault("config/no-commits", { directory: root });
  if (listed === null || tagLines === null || differing === null) {
    throw fault("config/git-failed", {
      directory: root,
      reason: "its index or its refs cannot be read",
    });
  }
  const [shallow, head = ""] = layout.split("\n");
  if (shallow === "true") throw fault("shallow", { directory: root });
  const base = relative(root, directory).split(sep).join("/");
  const directories = listed
    .split("\0")
    .map((path) => path.slice(0, Math.max(0, path.lastIndexOf("/"))))
    .filter((path, at, all) => all.indexOf(path) === at && isBelow(path, base));
  const packages = await readPackages(
    root,
    directories.map((each) => below(each, base)),
    config.packages,
    {
      readText: (path) => ports.files.readText(join(root, base, relative(root, path))),
    },
  );
  if (packages.length === 0) throw fault("no-packages", { directory });

  const tags = parseTags(tagLines);
  const readers = await readersOf(packages, tags, config, {
    patterns: ports.patterns,
    readText: (path) => ports.files.readText(join(root, base, path)).catch(() => null),
  });
  const scopes = scopesOf(packages, tags, readers, { base, extra: config.paths });
  const history = new PackageHistory(scopes);
  await passCommits(root, history, ports);
  const counts = history.counts();
  const changed = new PackageHistory(scopes.map((scope) => ({ ...scope, tags: new Map() })));
  changed.pass({ hash: "", parents: [], paths: differing.split("\0") });
  const dirt = changed.counts();
  const made = packages.map((each, index): PackageVersion => {
    const count = counts[index] ?? { tags: [], distance: 0 };
    const facts = { node: `g${head}`, dirty: (dirt[index]?.distance ?? 0) > 0, branch: branch ?? "HEAD" };
    const tag = highest(count.tags, readers[index]);
    return versionOf(each, { ...facts, tag, distance: count.distance }, ports);
  });
  return { root, template: templateText(readers), packages: made };
}

async function topLevel(directory: string, ports: VersionPorts): Promise<string> {
  const done = await ports.processes.run({
    argv: ["git", "-C", directory, "rev-parse", "--show-toplevel"],
    cwd: directory,
    env: { PATH: ports.environment.variables["PATH"] ?? "", HOME: ports.environment.home, LC_ALL: "C" },
    signal: ports.signal,
  });
  if (done.status === 0) return done.stdout.replace(/\n$/, "");
  if (/dubious ownership|unsafe repository/i.test(done.stderr)) {
    throw fault("config/unsafe-directory", { directory });
  }
  if (/not a git repository|must be run in a work tree/i.test(done.stderr)) {
    throw fault("config/not-git", { directory });
  }
  throw fault("config/git-failed", { directory, reason: done.stderr.trim().split("\n")[0] ?? "no message" });
}

async function configOf(directory: string, ports: VersionPorts): Promise<VersionConfig> {
  const path = join(directory, "pyproject.toml");
  if ((await ports.files.stat(path).catch(() => null)) === null) return DEFAULT_CONFIG.version;
  return readConfig(parseTomlFile("pyproject.toml", await ports.files.read(path))).version;
}

function isBelow(path: string, base: string): boolean {
  return base === "" || path === base || path.startsWith(`${base}/`);
}

function below(path: string, base: string): string {
  return base === "" ? path : path.slice(base.length + 1);
}

/** The commit of each tag. */
function parseTags(text: string): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [object = "", peeled = "", name = ""] = line.split("\0");
    if (name !== "") tags.set(name, peeled === "" ? object : peeled);
  }
  return tags;
}

/** Each package's tags as its own commands read them. */
function readersOf(
  packages: readonly RepositoryPackage[],
  tags: ReadonlyMap<string, string>,
  config: VersionConfig,
  {
    patterns,
    readText,
  }: Pick<VersionPorts, "patterns"> & { readonly readText: (path: string) => Promise<string | null> },
): Promise<readonly TagReader[]> {
  const listed = [...tags].map(([name, commit]) => ({ name, commit }));
  return Promise.all(
    packages.map(async ({ name, directory, pyproject }) => {
      const formats = await fileFormats((file) => readText(join(directory, file)));
      const stated = statedIn(pyproject);
      const folder = directory === "" ? "" : `${directory}/`;
      return tagReader(
        { pyproject, config, formats, name, folder, tags: listed, nearest: null, stated },
        patterns,
      );
    }),
  );
}

function statedText(pyproject: RepositoryPackage["pyproject"]): string | null {
  const stated = (pyproject["project"] as { readonly version?: unknown } | undefined)?.version;
  return typeof stated === "string" ? stated : null;
}

function statedIn(pyproject: RepositoryPackage["pyproject"]): Version | null {
  const text = statedText(pyproject);
  return text === null ? null : parseVersion(text);
}

/** What is shown of the spelling: that of the first package with tags; before there are any `{name}-v{version}` for several. */
function templateText(readers: readonly TagReader[]): string {
  const known = readers.find((reader) => reader.from !== "default");
  return known?.template.text ?? (readers.length > 1 ? "{name}-v{version}" : DEFAULT_TAG_TEMPLATE);
}

function scopesOf(
  packages: readonly RepositoryPackage[],
  tags: ReadonlyMap<string, string>,
  readers: readonly TagReader[],
  { base, extra }: { readonly base: string; readonly extra: readonly string[] },
): readonly PackageScope[] {
  const at = (directory: string): string => [base, directory].filter((each) => each !== "").join("/");
  return packages.map(({ name, directory, dependencies }, index) => {
    // The longest name is meant where one package's name begins another's.
    const longer = readers.filter((_, at) => isLongerName(packages[at]?.name ?? "", name));
    const own = [...tags].filter(
      ([tag]) =>
        readers[index]?.read(tag) != null &&
        longer.every((each) => !each.template.hasName || each.read(tag) === null),
    );
    const byCommit = Map.groupBy(own, ([, commit]) => commit);
    return {
      name,
      paths: [directory, ...dependencies].map(at).concat(directory === "" ? extra : []),
      tags: new Map([...byCommit].map(([commit, named]) => [commit, named.map(([tag]) => tag)])),
    };
  });
}

function isLongerName(other: string, name: string): boolean {
  return other.length > name.length && other.startsWith(name);
}

/** Of several tags of one commit the one with the highest version. */
function highest(tags: readonly string[], reader: TagReader | undefined): VersionedTag | null {
  const read = tags.flatMap((tag) => {
    const text = reader?.read(tag) ?? null;
    const version = text === null ? null : parseVersion(text);
    return text === null || version === null ? [] : [{ tag, text, version }];
  });
  return read.toSorted((a, b) => compareVersions(a.version, b.version)).at(-1) ?? null;
}

interface VersionedTag {
  readonly tag: string;
  readonly text: string;
}

type Facts = Pick<PackageVersion, "node" | "dirty" | "branch" | "distance"> & {
  readonly tag: VersionedTag | null;
};

function versionOf(each: RepositoryPackage, facts: Facts, ports: VersionPorts): PackageVersion {
  const { name, dependencies, pyproject } = each;
  const place = { name, directory: each.directory || ".", dependencies };
  const { tag, ...rest } = facts;
  const common = { ...place, ...rest, tag: tag?.tag ?? null };
  const stated = statedText(pyproject);
  if (stated !== null) return { ...common, ...forms(stated), source: "project", scheme: "static" };
  const none = { version: null, public: null, base: null, source: "backend", scheme: "backend" } as const;
  const section = findScmSection(pyproject);
  if (section === null) {
    return { ...common, ...none, problem: `run its backend: shipwheel version -C ${place.directory}` };
  }
  try {
    const configuration = readConfiguration(section.data, section.tool, ports.patterns, () => undefined);
    const rules = { ...configuration.rules, regex: DEFAULT_TAG_REGEX, prefix: "" };
    const text = tag?.text ?? configuration.fallbackVersion ?? "0.0";
    const version = readTagVersion(text, rules.normalize);
    if (version === null) return { ...common, ...none, problem: `${text} is not a version of PEP 440` };
    const now = ports.clock.now();
    const time = readSourceDateEpoch(ports.environment.variables) ?? now;
    const state: ScmVersion = stateOf(version, { time }, { ...rest, tagName: tag?.tag ?? null });
    const context = { rules, fragments: [], warn: () => undefined };
    const formatted = formatScmVersion(state, configuration, context);
    return { ...common, ...forms(formatted.version), source: "git", scheme: formatted.scheme };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { ...common, ...none, problem: error.message };
  }
}

function forms(text: string): Pick<PackageVersion, "version" | "public" | "base"> {
  const version = parseVersion(text);
  if (version === null) return { version: text, public: null, base: null };
  return { version: text, public: publicVersion(version), base: baseVersion(version) };
}
