import { readConfig } from "../config/read-config.ts";
import type { Config } from "../config/schema.ts";
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
import { strictVersion, type StrictVersion } from "./strict-version.ts";

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
export interface VersionExplanation extends ProjectVersion {
  readonly name: string;
  readonly mode: "strict" | "compat";
  /** Template of the tags, and who says it. */
  readonly template: { readonly text: string; readonly from: "configuration" | "history" | "default" };
  /** The tag from which strict mode counts; null without one. */
  readonly nearest: { readonly tag: string; readonly distance: number } | null;
  /** Nearer tags that do not count, and why. */
  readonly passedOver: readonly { readonly tag: string; readonly reason: string }[];
  readonly locations: readonly ExplainedLocation[];
  /** What the commits ask for; `version` is null when there is nothing to release, or when it cannot be said. */
  readonly next: {
    readonly version: string | null;
    readonly level: string | null;
    readonly reason: string | null;
  };
  /** What strict mode says. */
  readonly findings: readonly Finding[];
}

/** Explains the version of a project; writes nothing. Throws the faults of {@link readProjectVersion}. */
export async function explainVersion(
  request: ProjectVersionRequest,
  ports: Ports,
): Promise<VersionExplanation> {
  const tree = await readProject(request.directory, { allowNoGit: true }, ports);
  const config = readConfig(tree.pyproject);
  const [version, locations, next] = await Promise.all([
    readProjectVersion(request, ports),
    findVersionLocations(tree),
    nextVersion(request.directory, ports),
  ]);
  const strict = await strictVersion(
    { tree, config, worktree: false, version: version.version, released: null },
    ports,
  );
  const { git } = strict.facts;
  const nearest = git === null ? null : nearestTag(git);
  return {
    name: strict.facts.name,
    ...version,
    mode: config.version.mode,
    template: { text: strict.facts.template.text, from: templateFrom(strict, config) },
    nearest: nearest === null ? null : { tag: nearest.name, distance: nearest.distance },
    passedOver: passedOver(tree, strict),
    locations: locations.map(({ location, name, text, isSource }) => ({
      file: location.file,
      line: location.line ?? null,
      name,
      text,
      isSource,
    })),
    next,
    findings: strict.findings,
  };
}

function templateFrom(
  { facts }: StrictVersion,
  { version }: Pick<Config, "version">,
): VersionExplanation["template"]["from"] {
  if (version.tag !== undefined) return "configuration";
  return (facts.git?.tags.length ?? 0) > 0 ? "history" : "default";
}

function passedOver(tree: SourceTree, { facts }: StrictVersion): VersionExplanation["passedOver"] {
  const { git, template, tool } = facts;
  if (git === null) return [];
  const found = new Map<string, string>();
  if (git.unusable !== null) found.set(git.unusable, "names no version of PEP 440");
  const nearest = nearestTag(git)?.name;
  for (const tag of [tree.git?.describe?.tag, tool?.tag]) {
    if (tag == null || tag === nearest || found.has(tag)) continue;
    if (git.tags.some((each) => each.name === tag)) continue;
    found.set(tag, `is not of the form ${template.text}`);
  }
  return [...found].map(([tag, reason]) => ({ tag, reason }));
}

async function nextVersion(directory: string, ports: Ports): Promise<VersionExplanation["next"]> {
  try {
    const { decision } = await readBump({ directory, ask: { kind: "auto", pre: null } }, ports);
    if (decision.kind !== "next") return { version: null, level: null, reason: decision.reason };
    return { version: formatVersion(decision.version), level: decision.level, reason: null };
  } catch (error) {
    if (error instanceof Fault) return { version: null, level: null, reason: error.message };
    throw error;
  }
}
