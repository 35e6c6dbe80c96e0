import { formatMarker } from "../../../version/marker.ts";
import { isRequirementError, parseRequirement, type Requirement } from "../../../version/requirement.ts";
import { withoutCredentials } from "../../../text/git-remotes.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";
import { symptom } from "../../../findings/finding.ts";
import { normalizeName } from "../../../version/names.ts";
import { formatVersion } from "../../../version/pep440.ts";
import { indexProject, indexVersions, latestStable } from "../../views/index-projects.ts";
import { requirementFix } from "./requirement-fix.ts";
import { declaredRequirements } from "./requirements.ts";
import type { RuleFinding, RuleInputs } from "../../engine/rule.ts";

/** Requirements that name an address, of the project itself or of its extras; with an index that was asked, the release to require instead. */
export function* directUrls(inputs: RuleInputs, of: "project" | "extras"): Generator<RuleFinding> {
  for (const declared of declaredRequirements(inputs)) {
    const { view, item, parsed, name } = declared;
    if (parsed.url === null || (item.extra === null) !== (of === "project")) continue;
    const release = releasedInstead(inputs, parsed);
    const address = withoutCredentials(parsed.url);
    const extra = item.extra === null ? "" : ` (extra ${item.extra})`;
    yield {
      message: `${view.label}: "${parsed.name}"${extra} is required by a direct URL: ${address}`,
      location: item.location,
      subject: name,
      help: `require a release instead, for example "${release ?? `${parsed.name}>=1.0`}", and keep the URL in [tool.uv.sources]`,
      ...(release !== null && requirementFix(inputs, declared, "review", `require "${release}"`, release)),
      explains: [symptom.refusal("direct-dependency"), symptom.install(`requirement:${name}`)],
    };
  }
}

/** The names that a tree requires from an address, normalised: an index knows which release could be required instead. */
export function directUrlNames({ project }: SourceTree): readonly string[] {
  const all = [...project.dependencies, ...[...project.optionalDependencies.values()].flat()];
  return all.flatMap(({ value }) => {
    const parsed = value.includes("@") ? parseRequirement(value) : null;
    return parsed === null || isRequirementError(parsed) || parsed.url === null
      ? []
      : [normalizeName(parsed.name)];
  });
}

/** The requirement of the latest release on the index, extras and marker kept; null when none is known there. */
function releasedInstead(inputs: RuleInputs, { name, extras, marker }: Requirement): string | null {
  const project = indexProject(inputs, name);
  const latest = project === undefined || project === null ? null : latestStable(indexVersions(project));
  if (latest === null) return null;
  const wanted = extras.length === 0 ? "" : `[${extras.join(",")}]`;
  const condition = marker === null ? "" : `; ${formatMarker(marker)}`;
  return `${name}${wanted}>=${formatVersion({ ...latest, local: null })}${condition}`;
}
