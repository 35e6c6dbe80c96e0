import { readConfig } from "../config/read-config.ts";
import type { Ports } from "../ports/ports.ts";
import { findVersionLocations } from "../tree/version-locations/find-version-locations.ts";
import { readProject } from "../tree/read-project.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { Fault } from "../findings/fault.ts";
import type { Finding } from "../findings/finding.ts";
import { formatVersion } from "../version/pep440.ts";
import { nearestTag } from "./strict-facts.ts";
import { readBump } from "./bump/read-bump.ts";
import { readProjectVersion, type ProjectVersion, type ProjectVersionRequest } from "./project-version.ts";
import { strictVersion } from "./strict-version.ts";
import { projectTags } from "./tags/project-tags.ts";
import type { PassedOver, ProjectTags } from "./tags/read-tags.ts";

/** A place that states the version. */
export interface ExplainedLocation {
  readonly file: string;
  readonly line: number | null;
  /** The key or name that states it. */
  readonly name: string;
  readonly text: string;
  /** True for the place from which the build takes it. */
  readonly isSource: boolean;
}

/** Where a version came from, who repeats it, and what comes next. */
export interface VersionExplanation extends Omit<ProjectVersion, "version" | "public" | "base"> {
  readonly name: string;
  /** Null when nobody can say it: `problem` says why. */
  readonly version: string | null;
  readonly public: string | null;
  readonly base: string | null;
  readonly problem: { readonly code: string; readonly message: string; readonly remedy: string } | null;
  readonly mode: "strict" | "compat";
  /** Template of the tags, and who says it. */
  readonly template: {
    readonly text: string;
    readonly from: ProjectTags["from"];
    /** The tool's setting that decides; null for any other origin. */
    readonly setting: string | null;
  };
  /** The tag from which strict mode counts; null without one. */
  readonly nearest: { readonly tag: string; readonly distance: number } | null;
  /** Tags that look like those of versions and do not count. */
  readonly passedOver: readonly PassedOver[];
  readonly locations: readonly ExplainedLocation[];
  /** What the commits ask for; `version` is null when there is nothing to release, or when it cannot be said. */
  readonly next: {
    readonly version: string | null;
    readonly level: string | null;
    readonly reason: string | null;
    /** What is said of the tags that do not decide it. */
    readonly notes: readonly string[];
  };
  /** What strict mode says. */
  readonly findings: readonly Finding[];
}

/**
 * Explains the version of a project, also one that cannot be made: why not is part of the answer. Writes nothing. Throws
 * only the faults of reading a tree and its settings.
 */
export async function explainVersion(
  request: ProjectVersionRequest,
  ports: Ports,
): Promise<VersionExplanation> {
  const tree = await readProject(request.directory, { allowNoGit: true }, ports);
  const config = readConfig(tree.pyproject);
  const [version, locations, tags, next] = await Promise.all([
    orFault(readProjectVersion(request, ports)),
    findVersionLocations(tree),
    projectTags(tree, config, ports),
    nextVersion(tree, ports),
  ]);
  const known = version instanceof Fault ? null : version.version;
  const strict = await orFault(
    strictVersion({ tree, config, worktree: false, version: known, released: null }, ports),
  );
  const facts = strict instanceof Fault ? null : strict.facts;
  const git = facts?.git ?? null;
  const nearest = git === null ? null : nearestTag(git);
  const { text } = tags.template;
  return {
    name: tree.project.name?.value ?? "",
    ...(version instanceof Fault ? withoutVersion(version, tree) : { ...version, problem: null }),
    mode: config.version.mode,
    template: { text, from: tags.from, setting: tags.setting },
    nearest: nearest === null ? null : { tag: nearest.name, distance: nearest.distance },
    passedOver: passedOver(tree, tags, facts?.tool?.tag ?? null),
    locations: locations.map(({ location, name, text, isSource }) => ({
      file: location.file,
      line: location.line ?? null,
      name,
      text,
      isSource,
    })),
    next,
    findings: strict instanceof Fault ? [] : strict.findings,
  };
}

function orFault<Value>(reading: Promise<Value>): Promise<Value | Fault> {
  return reading.catch((error: unknown) => {
    if (error instanceof Fault) return error;
    throw error;
  });
}

/** What is known of the checkout where the version is not. */
function withoutVersion(
  { code, message, remedy }: Fault,
  { git }: SourceTree,
): Omit<ProjectVersion, "version" | "public" | "base"> &
  Pick<VersionExplanation, "version" | "public" | "base" | "problem"> {
  return {
    version: null,
    public: null,
    base: null,
    problem: { code, message, remedy },
    tag: git?.describe?.tag ?? null,
    distance: git?.describe?.distance ?? null,
    node: git === null ? null : `g${git.head}`,
    dirty: git === null ? null : git.dirty.some((each) => each.kind === "changed"),
    branch: git === null ? null : (git.branch ?? "HEAD"),
    source: "none",
    scheme: "none",
    warnings: [],
  };
}

/** The tags that do not count, with the ones that git or the tool finds and that look like no version at all. */
function passedOver(
  tree: SourceTree,
  { passedOver: passed, releases, template }: ProjectTags,
  chosen: string | null,
): readonly PassedOver[] {
  const known = new Set([...passed, ...releases.map(({ name }) => ({ tag: name }))].map(({ tag }) => tag));
  const found = [...new Set([tree.git?.describe?.tag, chosen])].flatMap((tag) =>
    tag == null || known.has(tag) ? [] : [{ tag, reason: `is not of the form ${template.text}` }],
  );
  return [...found, ...passed];
}

const SHALLOW = "unknown, because the clone is shallow: git fetch --unshallow --tags";

async function nextVersion(tree: SourceTree, ports: Ports): Promise<VersionExplanation["next"]> {
  if (tree.git === null) {
    return { version: null, level: null, reason: "without a commit in git there is no history", notes: [] };
  }
  const read = await orFault(readBump({ directory: tree.root, ask: { kind: "auto", pre: null } }, ports));
  if (read instanceof Fault) {
    const reason = read.code === "shallow" ? SHALLOW : `${read.message}; ${read.remedy}`;
    return { version: null, level: null, reason, notes: [] };
  }
  const { decision, notes } = read;
  if (decision.kind !== "next") return { version: null, level: null, reason: decision.reason, notes };
  return { version: formatVersion(decision.version), level: decision.level, reason: null, notes };
}
