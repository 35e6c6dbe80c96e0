import type { Rule } from "../../engine/rule.ts";
import { versionRule } from "./version-rule.ts";
import { TAG_UNUSABLE } from "../../../versioning/version-rules.ts";

/** V021: the nearest tag cannot be used. */
export const tagUnusable: Rule = versionRule(TAG_UNUSABLE, {
  title: "the nearest tag cannot be used",
  severity: "error",
  docs: {
    what: "A tag such as v1.0-final or nightly-7 is nearer than the last tag that names a version, or the settings of the tool that computes the version let it read no tag.",
    why: "shipwheel walks on to the nearest one that does; setuptools-scm stops with an error, or counts from the wrong one.",
    fix: "delete the tag, or let the tool pass such tags over: tag.prefix, or scm.git.describe_command with --match",
    bad: "v1.2.0, then v1.2-final",
    good: "v1.2.0",
    peers: [],
  },
});
