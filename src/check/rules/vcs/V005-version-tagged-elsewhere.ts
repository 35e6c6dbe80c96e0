import type { Rule } from "../../engine/rule.ts";
import { versionRule } from "./version-rule.ts";
import { VERSION_TAGGED_ELSEWHERE } from "../../../versioning/version-rules.ts";

/** V005: a tag for this version exists on another commit. */
export const versionTaggedElsewhere: Rule = versionRule(VERSION_TAGGED_ELSEWHERE, {
  title: "a tag for this version exists on another commit",
  severity: "error",
  docs: {
    what: "The version was already released from a commit that is not an ancestor's nearest tag.",
    why: "Two commits would be the same release; PyPI takes the first file only.",
    fix: "raise the version",
    bad: 'tag v1.0 on another branch, version = "1.0"',
    good: 'version = "1.1"',
    peers: [],
  },
});
