import type { Rule } from "../../engine/rule.ts";
import { versionRule } from "./version-rule.ts";
import { TAG_IS_ANOTHER_VERSION } from "../../../versioning/version-rules.ts";

/** V001: the tag at HEAD does not match the built version. */
export const tagIsAnotherVersion: Rule = versionRule(TAG_IS_ANOTHER_VERSION, {
  title: "the tag at HEAD does not match the built version",
  severity: "error",
  docs: {
    what: "A tag such as v1.1.0 points at this commit, but the project declares another version.",
    why: "The release is published under the wrong version, or rejected because that version exists.",
    fix: "set the version of the tag, or move the tag before you push it",
    bad: 'tag v0.2.2, version = "0.2.1"',
    good: 'tag v0.2.2, version = "0.2.2"',
    peers: [],
  },
});
