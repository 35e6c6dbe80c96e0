import type { Rule } from "../../engine/rule.ts";
import { versionRule } from "./version-rule.ts";
import { VERSION_TOOL_NOT_REQUIRED } from "../../../versioning/version-rules.ts";

/** V026: the build lacks the tool that computes the version. */
export const versionToolNotRequired: Rule = versionRule(VERSION_TOOL_NOT_REQUIRED, {
  title: "the build lacks the tool that computes the version",
  severity: "error",
  docs: {
    what: "A tool such as setuptools-scm or hatch-vcs computes the version, but build-system.requires does not name it.",
    why: "The build environment contains only the build requirements: without the tool, the build fails or gets version 0.0.0.",
    fix: "add the tool to build-system.requires",
    bad: '[build-system]\nrequires = ["setuptools>=77"]\n\n[tool.setuptools_scm]',
    good: '[build-system]\nrequires = ["setuptools>=77", "setuptools-scm>=8"]\n\n[tool.setuptools_scm]',
    peers: [],
  },
});
