import { changeCause, type ChangeCause } from "./uncommitted-changes.ts";
import type { Config } from "../config/schema.ts";
import type { GitState } from "../tree/git-state.ts";
import { findVersionLocations } from "../tree/version-locations/find-version-locations.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { Fault } from "../findings/fault.ts";
import type { Finding } from "../findings/finding.ts";
import type { Location } from "../findings/location.ts";
import { missingVersionTool } from "./version-tool.ts";
import { parseDescribe } from "./scm/describe.ts";
import { findScmSection } from "./scm/scm-tool.ts";
import { judgeVersion } from "./strict.ts";
import type { NearestTag, StrictFacts, StrictGit } from "./strict-facts.ts";
import { parseVersion } from "../version/pep440.ts";
import { isSame } from "./version-findings.ts";
import { projectTags } from "./tags/project-tags.ts";
import type { ProjectTags } from "./tags/read-tags.ts";
import { versionSourceOf } from "./version-source.ts";
import { gitCheckout } from "./history/git-checkout.ts";
import { readHistoryVersion, type HistoryVersion, type VersionPorts } from "./read-version.ts";
import { LOCAL_VERSION } from "./version-rules.ts";

/** What strict mode is asked about. */
export interface StrictRequest {
  readonly tree: SourceTree;
  readonly config: Pick<Config, "version"> & Partial<Pick<Config, "target">>;
  /** The tree is taken as it lies there: changes are meant. */
  readonly worktree: boolean;
  /** The version, where the backend said it already; null: what the tree says without running anything. */
  readonly version: string | null;
  /** Versions that the index holds; null when it was not asked. */
  readonly released: readonly string[] | null;
  /** The release to come whose tag is taken for made. */
  readonly rehearsed?: { readonly version: string; readonly tag: string } | null;
  /** The release that a development version would become. */
  readonly next?: StrictFacts["next"];
}

/** A version in strict mode: what it is made of, and what is wrong with it. */
export interface StrictVersion {
  readonly facts: StrictFacts;
  /** What setuptools-scm, vcs-versioning or hatch-vcs derive; null when none is configured, or when it refuses. */
  readonly history: HistoryVersion | null;
  /** In the mode `compat` only what no release survives. */
  readonly findings: readonly Finding[];
}

/**
 * Reads what strict mode looks at, and judges. Throws the faults of {@link readHistoryVersion} that are of the
 * configuration, because no tag repairs them.
 */
export async function strictVersion(request: StrictRequest, ports: VersionPorts): Promise<StrictVersion> {
  const { tree, config } = request;
  const name = tree.project.name?.value ?? "";
  const source = versionSourceOf(tree, config);
  const { worktree } = request;
  const [asked, read, stated] = await Promise.all([
    source === "scm" ? askTool(tree, worktree ? "worktree" : "head", ports) : NOT_ASKED,
    projectTags(tree, config, ports),
    source === "static" ? statedVersion(tree) : null,
  ]);
  const { template } = read;
  const looked = { name, read, worktree, stated: stated?.text ?? null, cause: changeCause(tree) };
  const git = tree.git === null ? null : await readStrictGit(tree.git, looked, ports);
  const { rehearsed = null } = request;
  const facts: StrictFacts = {
    mode: config.version.mode,
    name,
    source,
    version: rehearsed?.version ?? request.version ?? asked.history?.version ?? stated?.text ?? null,
    location: stated?.location,
    template,
    git: git === null || rehearsed === null ? git : withTag(git, rehearsed),
    tool: rehearsed === null || asked.tool?.refusal != null ? asked.tool : null,
    missingTool: missingVersionTool(tree),
    next: request.next ?? null,
    released: request.released,
  };
  return {
    facts,
    history: asked.history,
    findings: judgeStrictly(facts, config.target === "private"),
  };
}

/** What is wrong with a version. Public indexes alone reject local versions (PEP 440); one's own `takesLocal`. */
export function judgeStrictly(facts: StrictFacts, takesLocal: boolean): readonly Finding[] {
  return judgeVersion(facts).filter(({ rule }) => rule !== LOCAL_VERSION.name.code || !takesLocal);
}

/** The repository as it is when the release is tagged. */
function withTag(
  git: StrictGit,
  { tag, version }: { readonly version: string; readonly tag: string },
): StrictGit {
  return { ...git, tags: [...git.tags, { name: tag, commit: git.head, version }] };
}

async function statedVersion(
  tree: SourceTree,
): Promise<{ readonly text: string; readonly location: Location } | null> {
  const { version } = tree.project;
  if (version !== null) return { text: version.value, location: version.location };
  return (
    (await findVersionLocations(tree)).find((place) => place.isSource && place.form === "pep440") ?? null
  );
}

interface AskedTool {
  readonly history: HistoryVersion | null;
  readonly tool: StrictFacts["tool"];
}

const NOT_ASKED: AskedTool = { history: null, tool: null };

/** Faults by which the configured tool says that it cannot read the history; the findings tell them with their cure. */
const REFUSALS: ReadonlySet<string> = new Set([
  "tag-unparsable",
  "tag-regex-empty-group",
  "dev-tag-not-zero",
]);
/** What the findings see for themselves, and what only the backend can answer. */
const LEFT_ALONE: ReadonlySet<string> = new Set([
  "dirty-refused",
  "no-version",
  "not-configured",
  "python-callable",
  "shallow",
  "unsupported-regex",
  "unsupported-vcs",
]);

async function askTool(tree: SourceTree, ref: "head" | "worktree", ports: VersionPorts): Promise<AskedTool> {
  const section = findScmSection(tree.pyproject?.value ?? {});
  if (section === null) return NOT_ASKED;
  try {
    const history = await readHistoryVersion(tree.root, ports, ref);
    return { history, tool: { name: section.tool, tag: history.tag, refusal: null } };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (REFUSALS.has(error.code)) {
      const { tag } = error.details;
      const refused = typeof tag === "string" ? tag : null;
      return { history: null, tool: { name: section.tool, tag: refused, refusal: error.message } };
    }
    if (LEFT_ALONE.has(error.code))
      return { history: null, tool: { name: section.tool, tag: null, refusal: null } };
    throw error;
  }
}

const TIMEOUT_SECONDS = 40;

interface Looked {
  readonly name: string;
  readonly read: ProjectTags;
  readonly worktree: boolean;
  /** The version that a file states. */
  readonly stated: string | null;
  readonly cause: ChangeCause | null;
}

async function readStrictGit(
  git: GitState,
  { name, read, worktree, stated, cause }: Looked,
  ports: VersionPorts,
): Promise<StrictGit> {
  const { template } = read;
  const tags = read.releases.map(({ name: tag, commit, text }) => ({ name: tag, commit, version: text }));
  const usable = new Set(tags.map((tag) => tag.name));
  const others = git.tags.map((tag) => tag.name).filter((tag) => !usable.has(tag));
  const alike = others.filter((tag) => template.looksLike(name, tag));
  const unusable = alike.filter((tag) => !read.aliases.has(tag));
  const checkout = gitCheckout(git.topLevel, TIMEOUT_SECONDS, ports);

  async function nearest(excluded: readonly string[]): Promise<{ tag: string; distance: number } | null> {
    const excludes = excluded.map((tag) => `--exclude=${tag}`);
    const matches = [template.glob(name), ...oddlySpelled(tags, name, template)];
    const pattern = [...matches.map((glob) => `--match=${glob}`), ...excludes];
    const text = await checkout.ask("describe", "--tags", "--long", "--abbrev=40", ...pattern);
    return text === null ? null : parseDescribe(text);
  }

  const atHead = tags.filter((tag) => tag.commit === git.head).map((tag) => tag.name);
  const [before, nearer] = await Promise.all([
    tags.length > atHead.length ? nearest([...alike, ...atHead]) : null,
    unusable.length > 0 && atHead.length === 0
      ? nearest(alike.filter((tag) => !unusable.includes(tag)))
      : null,
  ]);
  const previous = before === null ? null : previousTag(before, tags);
  return {
    head: git.head,
    shallow: git.shallow,
    hasRemote: git.remoteUrl !== null,
    tags,
    aliases: read.aliases,
    previous,
    same: await sameVersion(stated, tags, previous, checkout),
    unusable: nearer === null || usable.has(nearer.tag) ? null : nearer.tag,
    changed: worktree ? [] : git.dirty.filter((each) => each.kind === "changed").map((each) => each.path),
    cause,
    isChangedTree: worktree && git.dirty.length > 0,
  };
}

/** Patterns for the releases that the template's own pattern does not find. */
function oddlySpelled(
  tags: StrictGit["tags"],
  name: string,
  template: ProjectTags["template"],
): readonly string[] {
  const odd = tags.filter((tag) => !template.looksLike(name, tag.name));
  const globs = odd.map((tag) => {
    const at = tag.name.indexOf(tag.version);
    const [start, end] = [tag.name.slice(0, at), tag.name.slice(at + tag.version.length)];
    return `${escaped(start)}[0-9]*${escaped(end)}`;
  });
  return [...new Set(globs)];
}

function escaped(text: string): string {
  return text.replace(/[*?[\]\\]/g, "\\$&");
}

/** The tag of the stated version, when it is behind HEAD. */
async function sameVersion(
  stated: string | null,
  tags: StrictGit["tags"],
  previous: NearestTag | null,
  checkout: ReturnType<typeof gitCheckout>,
): Promise<NearestTag | null> {
  const version = stated === null ? null : parseVersion(stated);
  if (version === null) return null;
  if (previous !== null && isSame(previous.version, version)) return previous;
  const tag = tags.find((each) => isSame(each.version, version));
  if (tag === undefined) return null;
  const counts = await checkout.ask("rev-list", "--left-right", "--count", `refs/tags/${tag.name}...HEAD`);
  const [ahead, distance] = (counts ?? "1 0").split(/\s+/).map(Number);
  return ahead === 0 ? { name: tag.name, version: tag.version, distance: distance ?? 0 } : null;
}

function previousTag(
  { tag, distance }: { readonly tag: string; readonly distance: number },
  tags: StrictGit["tags"],
): NearestTag | null {
  const known = tags.find((each) => each.name === tag);
  return known === undefined ? null : { name: tag, version: known.version, distance };
}
