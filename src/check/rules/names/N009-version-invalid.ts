import { parseVersion } from "../../../version/pep440.ts";
import { metadataViews } from "../../views/metadata-view.ts";
import { symptom } from "../../../findings/finding.ts";
import { judgedAs } from "../vcs/version-rule.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";
import { VERSION_INVALID } from "../../../versioning/version-rules.ts";

/** N009: the version is not a PEP 440 version. */
export const versionInvalid: Rule = defineRule({
  ...VERSION_INVALID.name,
  title: "the version is not a PEP 440 version",
  severity: "error",
  phase: "version",
  needs: ["tree", "dist"],
  docs: {
    what: "Versions must follow PEP 440: numbers with dots, then optionally a, b or rc, .post, .dev.",
    why: "PyPI rejects the upload (\"is invalid for 'version'\"), and installers cannot sort it.",
    fix: "write it as PEP 440 requires: 1.0.0b1 instead of 1.0.0-beta.1",
    bad: 'version = "1.0.banana"',
    good: 'version = "1.0b1"',
    peers: ["PyPI", "pyroma:PEPVersion", "validate-pyproject:pep440"],
  },
  *check(inputs) {
    const isStated = metadataViews(inputs).some(({ version }) => version !== null);
    // Of a tree alone only its history knows a version that is computed.
    if (!isStated) yield* judgedAs(VERSION_INVALID, inputs.history);
    for (const { version, label } of metadataViews(inputs)) {
      if (version === null || parseVersion(version.value) !== null) continue;
      yield {
        message: `${label}: "${version.value}" is not a version (PEP 440)`,
        location: version.location,
        subject: version.value,
        explains: [symptom.refusal("invalid-version"), symptom.build("invalid-metadata")],
      };
    }
    for (const { fileName, problems } of inputs.distributions) {
      for (const problem of problems.filter((found) => found.code === "N009")) {
        const told = metadataViews(inputs).some(
          ({ version }) =>
            version !== null && parseVersion(version.value) === null && fileName.includes(version.value),
        );
        if (!told) yield { message: problem.message, location: { file: fileName }, subject: fileName };
      }
    }
  },
});
