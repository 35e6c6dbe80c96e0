import { memberPath, metadataMember } from "../../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M038: Platform does not match the wheel's platform tag. */
export const platformAgainstTags: Rule = defineRule({
  code: "M038",
  slug: "platform-against-tags",
  title: "Platform does not match the wheel's platform tag",
  severity: "info",
  needs: ["wheel"],

  docs: {
    what: "Platform and Supported-Platform are informational; installers obey only the tags.",
    why: "Readers conclude that the project does not work on a platform that it supports.",
    fix: "remove Platform from the metadata",
    bad: "Platform: Windows, in a manylinux wheel",
    good: "(no Platform)",
    peers: [],
  },
  *check(inputs) {
    for (const distribution of inputs.wheels) {
      const { metadata, parsed, fileName } = distribution;
      if (metadata === null || parsed.kind !== "wheel" || parsed.platformTag === "any") continue;
      const named = [...metadata.platforms, ...metadata.supportedPlatforms];
      const systems = new Set(
        named.flatMap((text) => SYSTEMS.filter(([words]) => words.test(text)).map(([, tag]) => tag)),
      );
      if (systems.size === 0 || [...systems].some((tag) => tag.test(parsed.platformTag))) continue;
      yield {
        message: `${fileName}: Platform says ${named.join(", ")}, the tag says ${parsed.platformTag}`,
        location: { file: memberPath(distribution, metadataMember(distribution)) },
        subject: "platform",
      };
    }
  },
});
/** How people call a system, and how its tags are called. */
const SYSTEMS: readonly (readonly [RegExp, RegExp])[] = [
  [/linux|unix|posix|any|all|independent/i, /linux/],
  [/\bwin(dows|32|64)?\b|any|all|independent/i, /^win/],
  [/mac|darwin|os ?x|unix|posix|any|all|independent/i, /^(macosx|ios)/],
];
