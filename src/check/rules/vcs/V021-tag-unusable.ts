import type { Rule } from "../../engine/rule.ts";
import { versionRule } from "./version-rule.ts";
import { TAG_UNUSABLE } from "../../../versioning/version-rules.ts";

/** V021: the nearest tag cannot be used. */
export const tagUnusable: Rule = versionRule(TAG_UNUSABLE, {
  title: "the nearest tag cannot be used",
  severity: "error",
  docs: {
    what: "A tag such as v1.0-final or nightly-7 is nearer than the last version tag, or the settings of the version tool match no tag.",
    why: "shipwheel uses the nearest version tag; setuptools-scm fails or uses the wrong tag.",
    fix: "delete the tag, or configure the version tool to ignore it: tag.prefix, or scm.git.describe_command with --match",
    bad: "v1.2.0, then v1.2-final",
    good: "v1.2.0",
    peers: [],
  },
});
