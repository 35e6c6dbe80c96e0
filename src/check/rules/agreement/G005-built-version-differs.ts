import { madeVersionDiffers } from "../../../versioning/version-findings.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";
import { BUILT_VERSION_DIFFERS } from "../../../versioning/version-rules.ts";

/** G005: the built version differs from the declared version. */
export const builtVersionDiffers: Rule = defineRule({
  ...BUILT_VERSION_DIFFERS.name,
  title: "the built version differs from the declared version",
  severity: "error",
  phase: "version",
  needs: [["tree", "dist"]],
  docs: {
    what: "project.version and the metadata of the distribution disagree.",
    why: "The release gets a version that nobody chose.",
    fix: "build again from this tree; look for a stale build/ folder",
    bad: 'version = "1.1", pkg-1.0.tar.gz',
    good: 'version = "1.1", pkg-1.1.tar.gz',
    peers: [],
  },
  *check({ tree, distributions, builtFromTree }) {
    const declared = tree?.project.version;
    if (declared == null || builtFromTree !== true) return;
    for (const { metadata, fileName } of distributions) {
      if (metadata === null || metadata.version === "") continue;
      const made = { file: fileName, version: metadata.version };
      yield* madeVersionDiffers(made, declared.value, declared.location);
    }
  },
});
