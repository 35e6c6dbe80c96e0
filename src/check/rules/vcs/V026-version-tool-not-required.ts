import type { Rule } from "../../engine/rule.ts";
import { versionRule } from "./version-rule.ts";
import { VERSION_TOOL_NOT_REQUIRED } from "../../../versioning/version-rules.ts";

/** V026: the build lacks the tool that computes the version. */
export const versionToolNotRequired: Rule = versionRule(VERSION_TOOL_NOT_REQUIRED, {
  title: "the build lacks the tool that computes the version",
  severity: "error",
  docs: {
    what: "A setting leaves the version to a tool such as setuptools-scm or hatch-vcs, and build-system.requires does not name its distribution.",
    why: "A build has nothing but its requirements: without the tool it fails, or makes version 0.0.0.",
    fix: "add the tool to build-system.requires",
    bad: '[build-system]\nrequires = ["setuptools>=77"]\n\n[tool.setuptools_scm]',
    good: '[build-system]\nrequires = ["setuptools>=77", "setuptools-scm>=8"]\n\n[tool.setuptools_scm]',
    peers: [],
  },
});
