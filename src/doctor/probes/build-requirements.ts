import { isRequirementError, parseRequirement } from "../../version/requirement.ts";
import { normalizeName } from "../../version/names.ts";
import { parseSpecifierSet } from "../../version/specifiers.ts";
import { ok, unknown, wrong, type DoctorLine } from "../line.ts";
import { defineProbe, type DoctorContext, type Probe } from "../probe.ts";

const SAID = { id: "build-requirements", title: "build requirements" };

/** Whether the index has a version of each build requirement. */
export const buildRequirements: Probe = defineProbe({
  id: "build-requirements",
  title: "build requirements",
  run: (context) => Promise.resolve([line(context)]),
});

/** The requirements of the build, as pyproject.toml states them; setuptools where it states none (PEP 518). */
export function requiredToBuild({ pyproject }: DoctorContext["tree"]): readonly string[] {
  const stated = pyproject?.get(["build-system", "requires"]);
  return Array.isArray(stated) ? stated.filter((each) => typeof each === "string") : ["setuptools"];
}

function line({ tree, facts, offline }: DoctorContext): DoctorLine {
  const texts = requiredToBuild(tree);
  if (facts === null) return unknown(SAID, offline ? "not queried: --offline" : "the index did not answer");
  const problems = texts.flatMap((text) => {
    const requirement = parseRequirement(text);
    if (isRequirementError(requirement)) return [`${text} is not a requirement`];
    const found = facts.projects.get(normalizeName(requirement.name));
    if (found === undefined || requirement.url !== null) return [];
    if (found === null) return [`${requirement.name} is not on the index`];
    const versions = found.files.flatMap((file) =>
      file.yanked || file.version === null ? [] : [file.version],
    );
    const specifiers = parseSpecifierSet(requirement.specifier);
    const isThere = versions.some((version) => specifiers?.contains(version) !== false);
    return isThere ? [] : [`no version of ${requirement.name} on the index satisfies ${text}`];
  });
  return problems.length === 0
    ? ok(SAID, texts.length === 0 ? "none" : `${texts.join(", ")}: on the index`)
    : wrong(SAID, problems.join("; "), "correct build-system.requires in pyproject.toml");
}
