import type { Rule } from "../../engine/rule.ts";
import { versionRule } from "./version-rule.ts";
import { VERSION_TAGGED_ELSEWHERE } from "../../../versioning/version-rules.ts";

/** V005: a tag for this version exists on another commit. */
export const versionTaggedElsewhere: Rule = versionRule(VERSION_TAGGED_ELSEWHERE, {
  title: "a tag for this version exists on another commit",
  severity: "error",
  docs: {
    what: "The tag of this version is on a commit that is not an ancestor of HEAD.",
    why: "Two commits would have the same version; PyPI accepts only the first file.",
    fix: "raise the version",
    bad: 'tag v1.0 on another branch, version = "1.0"',
    good: 'version = "1.1"',
    peers: [],
  },
});
