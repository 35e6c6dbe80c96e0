import type { Rule } from "../../engine/rule.ts";
import { versionRule } from "./version-rule.ts";
import { VERSION_ALREADY_TAGGED } from "../../../versioning/version-rules.ts";

/** V006: HEAD has commits after the tag of its version. */
export const versionAlreadyTagged: Rule = versionRule(VERSION_ALREADY_TAGGED, {
  title: "HEAD has commits after the tag of its version",
  severity: "error",
  docs: {
    what: "The project still declares the version of the last tag, but has commits after that tag.",
    why: "PyPI rejects a second upload of the version, and the tag contains different code from the release.",
    fix: "raise the version",
    bad: 'v1.0.0, then commits, version = "1.0.0"',
    good: 'version = "1.0.1"',
    peers: [],
  },
});
