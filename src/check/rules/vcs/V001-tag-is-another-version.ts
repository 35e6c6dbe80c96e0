import type { Rule } from "../../engine/rule.ts";
import { versionRule } from "./version-rule.ts";
import { TAG_IS_ANOTHER_VERSION } from "../../../versioning/version-rules.ts";

/** V001: the tag at HEAD names another version than the one that is built. */
export const tagIsAnotherVersion: Rule = versionRule(TAG_IS_ANOTHER_VERSION, {
  title: "the tag at HEAD names another version than the one that is built",
  severity: "error",
  docs: {
    what: "A tag such as v1.1.0 points at this commit, and the project says another version.",
    why: "The release is published under the wrong number, or rejected because that one exists.",
    fix: "set the version to the tag's, or move the tag before it is pushed",
    bad: 'tag v0.2.2, version = "0.2.1"',
    good: 'tag v0.2.2, version = "0.2.2"',
    peers: [],
  },
});
