import type { Rule } from "../../engine/rule.ts";
import { versionRule } from "./version-rule.ts";
import { DEV_VERSION_SHARED } from "../../../versioning/version-rules.ts";

/** V025: two builds can have this version. */
export const devVersionShared: Rule = versionRule(DEV_VERSION_SHARED, {
  title: "two builds can have this version",
  severity: "warning",
  docs: {
    what: "A development version without a local part only counts commits since a tag, so branches with the same number of commits share it.",
    why: "Builds of different commits have the same version, and an index accepts only the first.",
    fix: "tag the commit for a release; upload such builds from one branch only",
    bad: '1.2.1.dev3 on two branches, with local_scheme = "no-local-version"',
    good: "1.2.1 at its tag",
    peers: [],
  },
});
