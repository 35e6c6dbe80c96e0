import type { Rule } from "../../engine/rule.ts";
import { versionRule } from "./version-rule.ts";
import { SHALLOW_CLONE } from "../../../versioning/version-rules.ts";

/** V009: the version comes from the history, but the clone is shallow. */
export const shallowClone: Rule = versionRule(SHALLOW_CLONE, {
  title: "the version comes from the history, but the clone is shallow",
  severity: "error",
  docs: {
    what: "The version is computed from tags, but the clone lacks them.",
    why: "The build gets a version such as 0.1.dev1.",
    fix: "run git fetch --unshallow --tags; in GitHub Actions, set fetch-depth: 0",
    bad: "actions/checkout without fetch-depth: 0",
    good: "fetch-depth: 0",
    peers: [],
  },
});
