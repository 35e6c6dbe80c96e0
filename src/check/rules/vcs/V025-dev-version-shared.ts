import type { Rule } from "../../engine/rule.ts";
import { versionRule } from "./version-rule.ts";
import { DEV_VERSION_SHARED } from "../../../versioning/version-rules.ts";

/** V025: two builds can have this version. */
export const devVersionShared: Rule = versionRule(DEV_VERSION_SHARED, {
  title: "two builds can have this version",
  severity: "warning",
  docs: {
    what: "A development version counts commits since a tag and has no local part: every branch with as many commits has it.",
    why: "Two builds of different commits share one version; an index takes the first.",
    fix: "tag the commit for a release; upload such builds from one branch only",
    bad: '1.2.1.dev3 on two branches, with local_scheme = "no-local-version"',
    good: "1.2.1 at its tag",
    peers: [],
  },
});
