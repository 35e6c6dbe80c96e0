import type { CoreMetadata } from "../../../distribution/metadata/metadata.ts";
import {
  formatRequirement,
  isRequirementError,
  parseRequirement,
  type Requirement,
} from "../../../version/requirement.ts";
import { evaluateMarker, formatMarker, type Marker } from "../../../version/marker.ts";
import { sameConditions } from "../../../version/marker-equivalence.ts";
import type { StaticProject } from "../../../tree/static-project.ts";
import { parseSpecifierSet } from "../../../version/specifiers.ts";
import { normalizeName } from "../../../version/names.ts";
import { memberPath, metadataMember } from "../../views/metadata-view.ts";
import type { Location } from "../../../findings/location.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** G011: the built metadata differs from [project]. */
export const metadataNotAsDeclared: Rule = defineRule({
  code: "G011",
  slug: "metadata-not-as-declared",
  title: "the built metadata differs from [project]",
  severity: "error",
  needs: [["tree", "dist"]],
  docs: {
    what: "Name, Requires-Python or the requirements of the distribution differ from [project], which does not list them as dynamic.",
    why: "The distribution was not built from this tree: a stale egg-info, another branch, or a setup.py that overrides [project].",
    fix: "build again from a clean checkout",
    bad: 'dependencies = ["click>=8"], Requires-Dist: click>=7',
    good: "Requires-Dist: click>=8",
    peers: [],
  },
  *check({ tree, distributions, builtFromTree }) {
    if (tree?.project.source !== "project" || builtFromTree !== true) return;
    const { project } = tree;
    for (const distribution of distributions) {
      const { metadata, fileName } = distribution;
      if (metadata === null || metadata.name === "") continue;
      for (const [field, declared, built, location] of fields(project, metadata)) {
        if (declared === built) continue;
        yield {
          message: `${fileName} says ${field} "${built}", pyproject.toml says "${declared}"`,
          location: location ?? { file: "pyproject.toml" },
          related: [{ file: memberPath(distribution, metadataMember(distribution)) }],
          subject: field,
        };
      }
    }
  },
});

function* fields(
  project: StaticProject,
  metadata: CoreMetadata,
): Generator<readonly [string, string, string, Location | undefined]> {
  if (project.name !== null)
    yield ["Name", normalizeName(project.name.value), normalizeName(metadata.name), project.name.location];
  if (!project.dynamic.includes("requires-python") && project.requiresPython !== null) {
    const { value, location } = project.requiresPython;
    yield ["Requires-Python", specifiers(value), specifiers(metadata.requiresPython ?? ""), location];
  }
  const isDynamic = metadata.dynamic.some((field) => field.toLowerCase() === "requires-dist");
  if (!project.dependenciesKnown || isDynamic) return;
  const declared = project.dependencies.map((item) => item.value);
  const built = metadata.requiresDist.filter((text) => !isOfExtra(text));
  const [ofTree, ofDistribution] = [conditions(declared), conditions(built)];
  const differ = [...new Set([...ofTree.keys(), ...ofDistribution.keys()])].toSorted().filter((key) => {
    const [one, other] = [ofTree.get(key), ofDistribution.get(key)];
    return one === undefined || other === undefined || !sameConditions(one, other);
  });
  const location = project.dependencies[0]?.location;
  yield ["Requires-Dist", shown(differ, ofTree), shown(differ, ofDistribution), location];
}

function specifiers(text: string): string {
  return (
    parseSpecifierSet(text)
      ?.specifiers.map(({ operator, version }) => operator + version)
      .sort()
      .join(",") ?? text
  );
}

/** Whether a requirement holds for nobody who names no extra. */
function isOfExtra(text: string): boolean {
  const parsed = parseRequirement(text);
  if (isRequirementError(parsed) || parsed.marker === null || !/\bextra\b/.test(text)) return false;
  return !evaluateMarker(parsed.marker, {}, []);
}

/** Requirements without their markers, each with the conditions under which it is asked for. */
type Conditions = ReadonlyMap<string, readonly (Marker | null)[]>;

function conditions(texts: readonly string[]): Conditions {
  const all = new Map<string, (Marker | null)[]>();
  for (const text of texts) {
    const parsed = parseRequirement(text);
    const key = isRequirementError(parsed) ? text : bare(parsed);
    const marker = isRequirementError(parsed) ? null : parsed.marker;
    all.set(key, [...(all.get(key) ?? []), marker]);
  }
  return all;
}

function bare(requirement: Requirement): string {
  const { name, extras, specifier } = requirement;
  return formatRequirement({
    ...requirement,
    name: normalizeName(name),
    extras: extras.map(normalizeName).toSorted(),
    specifier: specifiers(specifier),
    marker: null,
  });
}

function shown(keys: readonly string[], all: Conditions): string {
  const texts = keys.flatMap((key) =>
    (all.get(key) ?? []).map((marker) => (marker === null ? key : `${key}; ${formatMarker(marker)}`)),
  );
  return texts.join(", ");
}
