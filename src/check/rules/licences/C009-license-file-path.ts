import { licensePathProblem } from "../../../distribution/acceptance/license-rules.ts";
import { symptom } from "../../../findings/finding.ts";
import { metadataRefusals } from "../metadata/metadata-refusals.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** C009: the path of a license file is not allowed. */
export const licenseFilePath: Rule = defineRule({
  code: "C009",
  slug: "license-file-path",
  title: "the path of a license file is not allowed",
  severity: "error",
  needs: ["tree", "dist"],

  docs: {
    what: "License-File must be a relative, resolved path inside the project, with forward slashes and without `..`. In [project], glob patterns are allowed.",
    why: "PyPI rejects the upload (\"is invalid for 'license-file'\").",
    fix: "write a path inside the project",
    bad: 'license-files = ["../LICENSE"]',
    good: 'license-files = ["LICENSE"]',
    peers: ["PyPI", "twine"],
  },
  *check(inputs) {
    const { tree } = inputs;
    const listed = tree?.pyproject?.get(["project", "license-files"]);
    for (const [at, path] of (Array.isArray(listed) ? listed : []).entries()) {
      const why = typeof path === "string" ? licensePathProblem(path.replaceAll("*", "_")) : null;
      if (why === null) continue;
      yield {
        message: `license-files: "${String(path)}": ${why}`,
        location: tree?.pyproject?.locate(["project", "license-files", at]) ?? { file: "pyproject.toml" },
        subject: String(path),
        explains: [symptom.refusal("invalid-license-file"), symptom.build("invalid-metadata")],
      };
    }
    for (const { distribution, error, location } of metadataRefusals(inputs, "invalid-license-file")) {
      yield {
        message: `${distribution.fileName}: the license file "${error.value}" is not a path inside the archive`,
        location,
        subject: error.value,
        why: `PyPI answers: "${error.message}."`,
        explains: [symptom.refusal("invalid-license-file")],
      };
    }
  },
});
