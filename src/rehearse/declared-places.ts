import { withExcerpts } from "../check/engine/excerpts.ts";
import type { RuleInputs } from "../check/engine/rule.ts";
import { metadataViews } from "../check/views/metadata-view.ts";
import { shippedScripts } from "../check/views/script-view.ts";
import type { Finding } from "../findings/finding.ts";
import type { Location } from "../findings/location.ts";
import { normalizeName } from "../version/names.ts";
import { SCRIPT_FAILS, SCRIPT_HANGS, SCRIPT_VERSION_DIFFERS } from "../verify/smoke/smoke-rules.ts";
import { parseRequirement, isRequirementError } from "../version/requirement.ts";

/** Where things are declared: the tree, when there is one, and the distributions. */
export type Declaring = Pick<RuleInputs, "tree" | "distributions" | "wheels">;

/**
 * Trials know the release by its names only: a finding about a requirement or a script gets the place where the tree
 * declares it, else where the wheel does.
 */
export function placeDeclared(
  findings: readonly Finding[],
  declaring: Declaring,
): Promise<readonly Finding[]> {
  const placed = findings.map((finding) => {
    const location = finding.location ?? placeOf(finding, declaring);
    return location === undefined ? finding : { ...finding, location };
  });
  return withExcerpts(placed, declaring);
}

const REQUIREMENT = /^install:requirement:(.+)$/;
const OF_SCRIPTS: ReadonlySet<string> = new Set(
  [SCRIPT_FAILS, SCRIPT_HANGS, SCRIPT_VERSION_DIFFERS].map(({ code }) => code),
);

function placeOf({ rule, subject = "", symptom = "" }: Finding, declaring: Declaring): Location | undefined {
  if (OF_SCRIPTS.has(rule))
    return shippedScripts(declaring).find(({ name, isProgram }) => isProgram && name === subject)?.location;
  const name = REQUIREMENT.exec(symptom)?.[1];
  if (name === undefined) return undefined;
  const asked = /^extra:(.+)$/.exec(subject)?.[1];
  const items = metadataViews(declaring)
    .flatMap(({ requirements }) => requirements)
    .filter(({ text }) => nameOf(text) === name);
  const own = items.find(({ extra }) => extra !== null && normalizeName(extra) === asked);
  return (own ?? items[0])?.location;
}

function nameOf(text: string): string | null {
  const parsed = parseRequirement(text);
  return isRequirementError(parsed) ? null : normalizeName(parsed.name);
}
