import type { Rule } from "../../engine/rule.ts";
import { versionRule } from "./version-rule.ts";
import { SHALLOW_CLONE } from "../../../versioning/version-rules.ts";

/** V009: a shallow clone, and the version comes from the history. */
export const shallowClone: Rule = versionRule(SHALLOW_CLONE, {
  title: "a shallow clone, and the version comes from the history",
  severity: "error",
  docs: {
    what: "The tags are not there, and the version is counted from them.",
    why: "The build makes 0.1.dev1 or the like.",
    fix: "git fetch --unshallow --tags; in GitHub Actions: fetch-depth: 0",
    bad: "actions/checkout without fetch-depth: 0",
    good: "fetch-depth: 0",
    peers: [],
  },
});
