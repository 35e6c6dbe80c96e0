import type { Finding } from "../../findings/finding.ts";
import { normalizeName } from "../../version/names.ts";
import { compareVersions, parseVersion } from "../../version/pep440.ts";
import { isRequirementError, parseRequirement } from "../../version/requirement.ts";
import { parseSpecifierSet } from "../../version/specifiers.ts";
import type { RecipeInput } from "../channel.ts";
import { RECIPE_SUITE } from "../recipe-rules.ts";
import { FIRST_WITH_PEP639, SUITES } from "./suites.ts";

/** What keeps the suite from building the release, before the build says it. */
export function judgeSuite({ facts, settings }: Pick<RecipeInput, "facts" | "settings">): readonly Finding[] {
  const suite = SUITES[settings["debian-suite"]];
  const { requires, usesPep639 } = facts.build;
  const told = (message: string, subject: string, severity: "error" | "warning" = "error"): Finding =>
    RECIPE_SUITE.finding({
      message: `debian: ${suite.title}: ${message}`,
      location: { file: "pyproject.toml" },
      subject: `debian:${subject}`,
      severity,
    });
  const python =
    facts.requiresPython === null || parseSpecifierSet(facts.requiresPython)?.contains(suite.python) !== false
      ? []
      : [told(`Python ${suite.python} does not satisfy requires-python ${facts.requiresPython}`, "python")];
  const backends = requires.flatMap((text) => {
    const parsed = parseRequirement(text);
    if (isRequirementError(parsed)) return [];
    const name = normalizeName(parsed.name);
    const version = suite.backends[name];
    if (version === undefined)
      return isKnown(name) ? [told(`there is no ${name}, which the build requires`, name)] : [];
    const first = FIRST_WITH_PEP639[name];
    if (usesPep639 && first !== undefined && isOlder(version, first))
      return [
        told(
          `${name} ${version} does not know the license keys of PEP 639 (license as a string, license-files); ${first} is the first that does`,
          name,
        ),
      ];
    return parseSpecifierSet(parsed.specifier)?.contains(version) === false
      ? [told(`${name} ${version} does not satisfy "${parsed.raw}"`, name, "warning")]
      : [];
  });
  return [...python, ...backends];
}

/** Whether some suite has it, or it is a backend that none has. */
function isKnown(name: string): boolean {
  return name === "uv-build" || Object.values(SUITES).some(({ backends }) => name in backends);
}

function isOlder(version: string, first: string): boolean {
  const [a, b] = [parseVersion(version), parseVersion(first)];
  return a !== null && b !== null && compareVersions(a, b) < 0;
}
