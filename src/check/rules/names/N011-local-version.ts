import { fixText } from "../../engine/text-fix.ts";
import { formatVersion, parseVersion, publicVersion } from "../../../version/pep440.ts";
import { metadataViews } from "../../views/metadata-view.ts";
import { symptom } from "../../../findings/finding.ts";
import { judgedAs } from "../vcs/version-rule.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";
import { LOCAL_VERSION } from "../../../versioning/version-rules.ts";

/** N011: the version has a local part, which PyPI rejects. */
export const localVersion: Rule = defineRule({
  ...LOCAL_VERSION.name,
  title: "the version has a local part, which PyPI rejects",
  severity: "error",
  phase: "version",
  needs: ["tree", "dist"],
  pypiOnly: true,
  fix: "review",
  docs: {
    what: "A local part (`+something`) marks a private build; PEP 440 does not allow it on public indexes.",
    why: "PyPI and TestPyPI reject the upload (\"The use of local versions in '...' is not allowed.\").",
    fix: 'remove the part after `+`; with setuptools-scm set local_scheme = "no-local-version", with hatch-vcs raw-options.local_scheme',
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
