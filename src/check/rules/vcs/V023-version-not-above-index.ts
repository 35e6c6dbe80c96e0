import type { Rule } from "../../engine/rule.ts";
import { versionRule } from "./version-rule.ts";
import { VERSION_NOT_ABOVE_INDEX } from "../../../versioning/version-rules.ts";

/** V023: the index has this version, or a higher one. */
export const versionNotAboveIndex: Rule = versionRule(VERSION_NOT_ABOVE_INDEX, {
  title: "the index has this version, or a higher one",
  severity: "error",
  docs: {
    what: "The index has a release with this version, or a higher one of the same series.",
    why: "An index accepts each file name only once, and installers choose the highest version.",
    fix: "run shipwheel version bump",
    bad: "1.2.0 is on the index, and 1.2.0 is built",
    good: "1.2.1",
    peers: ["twine --skip-existing"],
  },
});
