import { readConfig } from "../config/read-config.ts";
import type { Ports } from "../ports/ports.ts";
import { readProject } from "../tree/read-project.ts";
import { findVersionLocations } from "../tree/version-locations/find-version-locations.ts";
import type { VersionLocation } from "../tree/version-locations/version-location.ts";
import { statedVersion } from "../tree/version-locations/stated-version.ts";
import { staleLocations, syncEdits } from "../tree/version-locations/sync-edits.ts";
import { readVersionOrigin } from "../tree/version-locations/version-origin.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { fault } from "../findings/fault.ts";
import type { FileEdit } from "../text/file-edit.ts";
import type { Finding } from "../findings/finding.ts";
import { compareVersions, formatVersion, parseVersion, type Version } from "../version/pep440.ts";
import { madeVersionDiffers, staleCopies, tagFinding } from "./version-findings.ts";
import { projectTags } from "./tags/project-tags.ts";
import type { ProjectTag } from "./tags/read-tags.ts";
import { BUILT_VERSION_DIFFERS, SIBLING_REQUIREMENT_STALE } from "./version-rules.ts";
import { requiredSiblings, requirementsOnProject } from "../tree/siblings/sibling-requirements.ts";
import {
  excludedSiblings,
  excludingSiblings,
  judgeRequirements,
  requirementChanges,
  type JudgedRequirement,
} from "./sibling-requirements.ts";
import { readProjectVersion } from "./project-version.ts";

/** Whose copies of the version are compared, and with what. */
export interface VersionCopiesRequest {
  readonly directory: string;
  readonly python: string | null;
  readonly offline: boolean;
  /** Whether the backend is asked what it would write into the metadata, when that is not stated as such. */
  readonly metadata: boolean;
  /** The version that all should state; null: the one that the source has. */
  readonly to: string | null;
}

/** What states the version, what it should be, and what differs. */
export interface VersionCopies {
  /** Normalised. */
  readonly version: string;
  /** What says so: a place in a file, a tag, the backend, or the command line. */
  readonly from: string;
  readonly source: "static" | "scm";
  /** Tags at HEAD that name a version of this project. */
  readonly tags: readonly string[];
  /** What the metadata will say; null when nobody was asked. */
  readonly metadata: string | null;
  readonly locations: readonly (VersionLocation & { readonly agrees: boolean })[];
  /** What other packages of the repository require of this one. */
  readonly requirements: readonly JudgedRequirement[];
  readonly findings: readonly Finding[];
  /** What brings those that differ into line; without those whose form has no spelling for the version. */
  readonly edits: readonly FileEdit[];
}

/**
 * Compares every place that states the version with its source, the tag at HEAD and the metadata. Throws
 * `version/two-sources` when both a literal and history claim to be the source, `version/no-reference` when
 * neither has a version, `invalid-version` for a `to` that is none.
 */
export async function readVersionCopies(request: VersionCopiesRequest, ports: Ports): Promise<VersionCopies> {
  const tree = await readProject(request.directory, { allowNoGit: true }, ports);
  const locations = await findVersionLocations(tree);
  const { releases: tags } = await projectTags(tree, readConfig(tree.pyproject), ports);
  const source = chosenSource(tree, locations);
  const reference = await referenceOf({ tree, locations, tags, source, request }, ports);
  const { version } = reference;
  const asked = reference.asked ?? (await metadataOf(tree, source, request, ports));
  const stale = new Set(staleLocations(locations, version));
  const atHead = tags.filter((tag) => tag.atHead);
  const named = atHead.map((tag) => ({ name: tag.name, version: formatVersion(tag.version) }));
  const place = locations.find((place) => place.isSource)?.location;
  const made = (text: string): readonly Finding[] =>
    madeVersionDiffers({ file: null, version: text }, formatVersion(version), place).map(
      BUILT_VERSION_DIFFERS.finding,
    );
  const policy = readConfig(tree.pyproject).version.siblings;
  const [theirs, ours] = await Promise.all([requirementsOnProject(tree), requiredSiblings(tree)]);
  const requirements = judgeRequirements(theirs, version, policy);
  const date = ports.clock.now().toISOString().slice(0, 10);
  const isRelease = request.to === null && (source === "static" || atHead.length > 0);
  return {
    version: formatVersion(version),
    from: reference.from,
    source,
    tags: atHead.map((tag) => tag.name),
    metadata: asked,
    locations: locations.map((place) => ({ ...place, agrees: !stale.has(place) })),
    requirements,
    findings: [
      ...(request.to === null ? tagFinding(named, version, place) : []),
      ...(isRelease && asked !== null ? made(asked) : []),
      ...staleCopies(locations, version),
      ...[...excludingSiblings(requirements, version), ...excludedSiblings(ours)].map(
        SIBLING_REQUIREMENT_STALE.finding,
      ),
    ],
    edits: syncEdits(locations, version, { date, more: await requirementChanges(tree, requirements) }),
  };
}

/** The one source. Throws when two claim to be it and the configuration does not choose. */
function chosenSource(tree: SourceTree, locations: readonly VersionLocation[]): "static" | "scm" {
  const configured = readConfig(tree.pyproject).version.source;
  if (configured !== "auto") return configured;
  const { scm } = readVersionOrigin(tree);
  const literal = locations.find((place) => place.isSource);
  if (scm === null) return "static";
  if (literal === undefined) return "scm";
  const { file, line } = literal.location;
  throw fault(
    "version/two-sources",
    { literal: `${literal.name} (${file}:${line})`, scm },
    { location: literal.location },
  );
}

interface Reference {
  readonly version: Version;
  readonly from: string;
  /** What the backend said, when it had to be asked for the reference itself. */
  readonly asked: string | null;
}

async function referenceOf(
  known: {
    readonly tree: SourceTree;
    readonly locations: readonly VersionLocation[];
    readonly tags: readonly ProjectTag[];
    readonly source: "static" | "scm";
    readonly request: VersionCopiesRequest;
  },
  ports: Ports,
): Promise<Reference> {
  const { locations, tags, request, source, tree } = known;
  if (request.to !== null) {
    const version = parseVersion(request.to);
    if (version === null) throw fault("invalid-version", { version: request.to, where: "--to" });
    return { version, from: "--to", asked: null };
  }
  if (source === "scm") {
    const nearest = tree.git?.describe?.tag;
    const tag =
      tags.find((each) => each.atHead) ?? tags.find((each) => each.name === nearest) ?? highest(tags);
    if (tag === undefined) throw fault("version/no-reference", { directory: request.directory });
    return { version: tag.version, from: `tag ${tag.name}`, asked: null };
  }
  const literal = locations.find((place) => place.isSource);
  const stated = literal === undefined ? null : statedVersion(literal);
  if (literal !== undefined && stated !== null) {
    return { version: stated, from: `${literal.location.file}:${literal.location.line}`, asked: null };
  }
  const { version: asked } = await readProjectVersion(request, ports);
  const version = parseVersion(asked);
  if (version === null) throw fault("invalid-version", { version: asked, where: "the backend" });
  return { version, from: "the backend", asked };
}

function highest(tags: readonly ProjectTag[]): ProjectTag | undefined {
  return tags.toSorted((a, b) => compareVersions(b.version, a.version))[0];
}

/** A stated [project] version is the metadata's; any other is asked for on request only, because that runs the backend. */
async function metadataOf(
  tree: SourceTree,
  source: "static" | "scm",
  request: VersionCopiesRequest,
  ports: Ports,
): Promise<string | null> {
  const { version, versionSource } = tree.project;
  if (source === "static" && version !== null && versionSource === "project") return version.value;
  return request.metadata
    ? (await readProjectVersion({ ...request, asksBackend: true }, ports)).version
    : null;
}
