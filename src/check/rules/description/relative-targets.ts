import { fixTarget } from "./absolute-target.ts";
import { descriptionTexts, placeInText, relativeTargets } from "../../views/description-text.ts";
import type { RuleFinding, RuleInputs } from "../../engine/rule.ts";

/** So many are told one by one; more are one finding with all their places. */
const FEW = 3;

const NOUNS = { link: ["link to", "links"], image: ["image", "images"] } as const;

/** Relative links or images of all descriptions, in tree and distributions. */
export async function relativeTargetFindings(
  inputs: RuleInputs,
  kind: "link" | "image",
): Promise<readonly RuleFinding[]> {
  const texts = (await descriptionTexts(inputs)).filter(
    // What the build makes absolute is judged as it was built.
    ({ file }) =>
      inputs.absoluteLinks !== true || inputs.tree?.project.readme?.file?.replace(/^\.\//, "") !== file,
  );
  const places = texts.flatMap((text) =>
    relativeTargets(text, kind).map(({ target, offset }) => ({
      target,
      location: placeInText(text, offset, target.length),
    })),
  );
  const targets = [...new Set(places.map(({ target }) => target))];
  const [one, many] = NOUNS[kind];
  const together = `${targets.length} ${many} are relative, so they are broken on PyPI (${targets.slice(0, FEW).join(", ")} and ${targets.length - FEW} more)`;
  const findings: RuleFinding[] = [];
  for (const { target, location } of places) {
    const single = { message: `the ${one} ${target} is relative, so it is broken on PyPI`, subject: target };
    // One subject: the engine makes one finding of them, with every place and one fix.
    const told = targets.length > FEW ? { message: together, subject: many } : single;
    findings.push({ ...told, location, ...(await fixTarget(inputs, location, target, kind)) });
  }
  return findings;
}
