import type { Rule } from "../../engine/rule.ts";
import { versionRule } from "./version-rule.ts";
import { NO_VERSION_TAG } from "../../../versioning/version-rules.ts";

/** V020: the version comes from tags, but there is no version tag. */
export const noVersionTag: Rule = versionRule(NO_VERSION_TAG, {
  title: "the version comes from tags, but there is no version tag",
  severity: "error",
  docs: {
    what: "The project takes its version from git, but no matching tag is reachable from HEAD.",
    why: "The build silently gets a version such as 0.1.dev17.",
    fix: "run git fetch --tags; for the first release, run shipwheel version bump",
    bad: "actions/checkout without fetch-depth: 0",
    good: "git describe names a tag",
    peers: [],
  },
});
