import { normalizeName } from "../../version/names.ts";
import { compareVersions, isPrerelease, parseVersion, type Version } from "../../version/pep440.ts";
import type { IndexProject } from "../../index-client/index-facts.ts";
import { metadataViews } from "./metadata-view.ts";
import type { RuleInputs } from "../engine/rule.ts";

/** What the index has of a project; null: nothing; undefined: it was not asked. */
export function indexProject(inputs: RuleInputs, name: string): IndexProject | null | undefined {
  return inputs.index?.projects.get(normalizeName(name));
}

/** The different versions of a project that are on the index, lowest first; yanked files do not count. */
export function indexVersions(project: IndexProject): readonly Version[] {
  const versions = new Map<string, Version>();
  for (const { version, yanked } of project.files) {
    const parsed = version === null || yanked ? null : parseVersion(version);
    if (parsed === null) continue;
    const known = [...versions.values()].some((each) => compareVersions(each, parsed) === 0);
    if (!known) versions.set(version ?? "", parsed);
  }
  return [...versions.values()].sort(compareVersions);
}

/** The highest version that is no pre-release. */
export function latestStable(versions: readonly Version[]): Version | null {
  return versions.findLast((version) => !isPrerelease(version)) ?? null;
}

/** Name and version of what would be released, with their place: each once, the tree's first. */
export function* releases(inputs: RuleInputs): Generator<{
  readonly name: string;
  readonly version: Version;
  readonly text: string;
  readonly label: string;
  readonly location: ReturnType<typeof metadataViews>[number]["version"];
}> {
  for (const { name, version, label } of metadataViews(inputs)) {
    const parsed = version === null ? null : parseVersion(version.value);
    if (name === null || version === null || parsed === null) continue;
    yield { name: name.value, version: parsed, text: version.value, label, location: version };
  }
}
