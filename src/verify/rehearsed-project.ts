import type { Distribution } from "../distribution/distribution.ts";
import { markerComparisons } from "../version/marker.ts";
import { isRequirementError, parseRequirement } from "../version/requirement.ts";
import { normalizeName } from "../version/names.ts";
import type { RehearsedEntryPoint, RehearsedProject, RehearsedRequirement } from "./request.ts";

/** What the trials need to know of the release, from its files. Throws when the wheel has no metadata. */
export function rehearsedProject(wheel: Distribution, sdist: Distribution | null): RehearsedProject {
  const { metadata } = wheel;
  if (metadata === null) throw new Error(`${wheel.fileName} has no metadata`);
  const all = (header: string): readonly string[] => metadata.raw.get(header) ?? [];
  return {
    name: metadata.name,
    version: metadata.version,
    wheelFile: wheel.fileName,
    requiresPython: all("requires-python")[0] ?? null,
    classifiers: all("classifier"),
    requirements: all("requires-dist").flatMap(rehearsedRequirement),
    extras: all("provides-extra"),
    entryPoints: entryPoints(wheel),
    files: wheel.entryDigests,
    sources: sdist === null ? null : [...sdist.entryDigests.keys()],
  };
}

/** One `Requires-Dist` value; none when it cannot be understood (a rule of the check stage tells of that). */
export function rehearsedRequirement(raw: string): readonly RehearsedRequirement[] {
  const requirement = parseRequirement(raw);
  if (isRequirementError(requirement)) return [];
  const { name, marker, url } = requirement;
  const extras = marker === null ? [] : extrasOf(marker);
  return [{ name, raw, extras, marker, direct: url !== null }];
}

/** The extras that a marker compares with, in normal form. */
function extrasOf(marker: Parameters<typeof markerComparisons>[0]): readonly string[] {
  const extras = new Set<string>();
  for (const { left, right } of markerComparisons(marker)) {
    if (left.kind === "variable" && left.name === "extra" && right.kind === "value")
      extras.add(normalizeName(right.text));
    if (right.kind === "variable" && right.name === "extra" && left.kind === "value")
      extras.add(normalizeName(left.text));
  }
  return [...extras];
}

function entryPoints(wheel: Distribution): readonly RehearsedEntryPoint[] {
  const found: RehearsedEntryPoint[] = [];
  for (const [group, entries] of wheel.entryPoints?.groups ?? []) {
    for (const { name, module, attribute, extras } of entries)
      found.push({ group, name, module, attribute, extras });
  }
  return found;
}
