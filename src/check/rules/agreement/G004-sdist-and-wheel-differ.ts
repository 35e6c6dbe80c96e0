import type { CoreMetadata } from "../../../distribution/metadata/metadata.ts";
import { isRequirementError, formatRequirement, parseRequirement } from "../../../version/requirement.ts";
import { parseSpecifierSet } from "../../../version/specifiers.ts";
import { memberPath, metadataMember } from "../../views/metadata-view.ts";
import { sameRelease } from "../../views/same-release.ts";
import { normalizeName } from "../../../version/names.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** G004: sdist and wheel disagree in their metadata. */
export const sdistAndWheelDiffer: Rule = defineRule({
  code: "G004",
  slug: "sdist-and-wheel-differ",
  title: "sdist and wheel disagree in their metadata",
  severity: "error",
  needs: [["sdist", "wheel"]],
  docs: {
    what: "Requirements or Requires-Python of the two differ, and the field is not dynamic.",
    why: "Resolvers read one file and install the other.",
    fix: "build the wheel from the sdist: `uv build` does",
    bad: "Requires-Dist in the wheel only",
    good: "equal metadata",
    peers: [],
  },
  *check({ sdists, wheels }) {
    const sdist = sdists[0]?.metadata;
    if (sdist == null) return;
    for (const wheel of wheels) {
      const { metadata } = wheel;
      if (metadata === null || !sameRelease(sdist, metadata)) continue;
      for (const [field, ours, theirs] of fields(sdist, metadata)) {
        if (ours === theirs || isDynamic(sdist, field)) continue;
        yield {
          message: `${wheel.fileName} and the sdist disagree in ${field}: "${theirs}" and "${ours}"`,
          location: { file: memberPath(wheel, metadataMember(wheel)) },
          subject: `${wheel.fileName} ${field}`,
        };
      }
    }
  },
});

function fields(a: CoreMetadata, b: CoreMetadata): readonly (readonly [string, string, string])[] {
  return [
    ["Requires-Dist", requirements(a), requirements(b)],
    ["Requires-Python", specifier(a), specifier(b)],
  ];
}

function requirements(metadata: CoreMetadata): string {
  const texts = metadata.requiresDist.map((text) => {
    const parsed = parseRequirement(text);
    return isRequirementError(parsed)
      ? text
      : formatRequirement({ ...parsed, name: normalizeName(parsed.name) });
  });
  return [...new Set(texts)].sort().join(", ");
}

function specifier(metadata: CoreMetadata): string {
  return parseSpecifierSet(metadata.requiresPython ?? "")?.toString() ?? metadata.requiresPython ?? "";
}

/** Before metadata 2.2 every field of an sdist may differ. */
function isDynamic(sdist: CoreMetadata, field: string): boolean {
  const [major = 0, minor = 0] = sdist.metadataVersion.split(".").map(Number);
  if (major < 2 || (major === 2 && minor < 2)) return true;
  return sdist.dynamic.some((name) => name.toLowerCase() === field.toLowerCase());
}
