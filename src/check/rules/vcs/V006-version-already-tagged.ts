import type { Rule } from "../../engine/rule.ts";
import { versionRule } from "./version-rule.ts";
import { VERSION_ALREADY_TAGGED } from "../../../versioning/version-rules.ts";

/** V006: HEAD is later than the tag of its version. */
export const versionAlreadyTagged: Rule = versionRule(VERSION_ALREADY_TAGGED, {
  title: "HEAD is later than the tag of its version",
  severity: "error",
  docs: {
    what: "Commits were added after the tag of the version that the project still says.",
    why: "PyPI rejects files of a version that exists, and users of the tag get other code than users of the release.",
    fix: "raise the version",
    bad: 'v1.0.0, then commits, version = "1.0.0"',
    good: 'version = "1.0.1"',
    peers: [],
  },
});
