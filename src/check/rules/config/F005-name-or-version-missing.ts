import { symptom } from "../../../findings/finding.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** F005: [project] lacks its name or its version. */
export const nameOrVersionMissing: Rule = defineRule({
  code: "F005",
  slug: "name-or-version-missing",
  title: "[project] lacks its name or its version",
  severity: "error",
  needs: ["tree"],
  docs: {
    what: "name is required; version is required unless it is listed in dynamic.",
    why: "Backends refuse to build, or name the release UNKNOWN 0.0.0.",
    fix: 'add it, or list "version" in project.dynamic and configure where it comes from',
    bad: '[project]\nname = "pkg"',
    good: '[project]\nname = "pkg"\nversion = "1.0"',
    peers: ["validate-pyproject:project (name, version)"],
  },
  *check({ tree }) {
    const { pyproject, project } = tree ?? {};
    if (pyproject == null || project === undefined || project.source !== "project") return;
    const location = pyproject.locate(["project"], "key");
    if (project.name === null) {
      yield {
        message: "[project] has no name",
        location,
        subject: "name",
        explains: [symptom.build("invalid-metadata")],
      };
    }
    if (project.version !== null || project.dynamic.includes("version")) return;
    yield {
      message: '[project] has no version, and "version" is not in dynamic',
      location,
      subject: "version",
      explains: [symptom.build("invalid-metadata")],
    };
  },
});
