import type { Rule } from "../../engine/rule.ts";
import { versionRule } from "./version-rule.ts";
import { VERSION_NOT_INCREASING } from "../../../versioning/version-rules.ts";

/** V022: the version is not above the last release behind HEAD. */
export const versionNotIncreasing: Rule = versionRule(VERSION_NOT_INCREASING, {
  title: "the version is not above the last release behind HEAD",
  severity: "error",
  docs: {
    what: "The nearest tag before HEAD names the same version or a higher one.",
    why: "Installers choose the highest version, so nobody would get this release by default.",
    fix: "run shipwheel version bump",
    bad: 'tag v1.3.0, then version = "1.2.9"',
    good: 'version = "1.3.1"',
    peers: [],
  },
});
