import type { CoreMetadata } from "../../../distribution/metadata/metadata.ts";
import { sameRelease } from "../../views/same-release.ts";
import { memberPath, metadataMember } from "../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** G013: the wheels of one release have different requirements. */
export const wheelsDisagree: Rule = defineRule({
  code: "G013",
  slug: "wheels-disagree",
  title: "the wheels of one release have different requirements",
  severity: "warning",
  needs: [["wheel", "set"]],
  docs: {
    what: "Requires-Dist or Requires-Python of two wheels of a release differ.",
    why: "Resolvers that lock for several platforms read one wheel and assume the same of all others.",
    fix: "express the difference with environment markers that are the same in every wheel",
    bad: "the Windows wheel requires colorama, the others do not",
    good: 'colorama; sys_platform == "win32"',
    peers: [],
  },
  *check({ wheels }) {
    const [first, ...others] = wheels.filter((wheel) => wheel.metadata !== null);
    const base = first?.metadata;
    if (first === undefined || base == null) return;
    for (const wheel of others) {
      const metadata = wheel.metadata as CoreMetadata;
      if (!sameRelease(metadata, base)) continue;
      for (const [field, ours, theirs] of [
        ["Requires-Dist", list(base.requiresDist), list(metadata.requiresDist)],
        ["Requires-Python", base.requiresPython ?? "", metadata.requiresPython ?? ""],
      ] as const) {
        if (ours.replaceAll(/\s/g, "") === theirs.replaceAll(/\s/g, "")) continue;
        yield {
          message: `${wheel.fileName} and ${first.fileName} disagree in ${field}: "${theirs}" and "${ours}"`,
          location: { file: memberPath(wheel, metadataMember(wheel)) },
          subject: field,
        };
      }
    }
  },
});

function list(requirements: readonly string[]): string {
  return requirements.toSorted().join(", ");
}
