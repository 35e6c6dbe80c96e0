import { fixText } from "../../engine/text-fix.ts";
import { formatVersion, parseVersion, publicVersion } from "../../../version/pep440.ts";
import { metadataViews } from "../../views/metadata-view.ts";
import { symptom } from "../../../findings/finding.ts";
import { judgedAs } from "../vcs/version-rule.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";
import { LOCAL_VERSION } from "../../../versioning/version-rules.ts";

/** N011: a version with a local part is bound for PyPI. */
export const localVersion: Rule = defineRule({
  ...LOCAL_VERSION.name,
  title: "a version with a local part is bound for PyPI",
  severity: "error",
  phase: "version",
  needs: ["tree", "dist"],
  pypiOnly: true,
  fix: "review",
  docs: {
    what: "`+something` behind a version marks a build of one's own; PEP 440 keeps it off public indexes.",
    why: "PyPI and TestPyPI reject the upload (\"The use of local versions in '...' is not allowed.\").",
    fix: 'drop what follows the `+`; with setuptools-scm set local_scheme = "no-local-version", with hatch-vcs raw-options.local_scheme',
    bad: 'version = "0.5.5.dev3+g8f9b2c3"',
    good: 'version = "0.5.5.dev3"',
    peers: ["PyPI"],
  },
  *check(inputs) {
    let isTold = inputs.distributions.length > 0;
    const given = inputs.version === undefined ? [] : [inputs.version];
    const seen = metadataViews(inputs).flatMap(({ version, label }) =>
      version === null ? [] : [{ ...version, label }],
    );
    const versions = [
      ...seen,
      ...given.map((value) => ({ value, label: "the release", location: undefined })),
    ];
    for (const { value, label, location } of versions) {
      const version = parseVersion(value);
      if (version === null || version.local === null) continue;
      isTold = true;
      yield {
        message: `${label}: the version ${value} has a local part, +${version.local.join(".")}`,
        ...(location !== undefined && { location }),
        subject: formatVersion(version),
        help: `release it as ${publicVersion(version)}: drop the local part (setuptools-scm: local_scheme = "no-local-version")`,
        ...fixText(inputs.tree, location, value, publicVersion(version), "review"),
        explains: [symptom.refusal("local-version")],
      };
    }
    // Of a tree alone only its history knows a version that is computed.
    if (!isTold) yield* judgedAs(LOCAL_VERSION, inputs.history);
  },
});
