import * as v from "valibot";
import { releases } from "../../views/index-projects.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** N015: the target of a development release is PyPI. */
export const prereleaseToProduction: Rule = defineRule({
  code: "N015",
  slug: "prerelease-to-production",
  title: "the target of a development release is PyPI",
  severity: "warning",
  needs: ["tree", "dist"],
  phase: "version",
  byDefault: false,
  options: v.strictObject({
    branches: v.optional(
      v.pipe(v.array(v.string()), v.description("branches from which development releases may go to PyPI")),
      [],
    ),
  }),
  docs: {
    what: "The version is a development release and the target is PyPI. With `branches`, only releases from other branches are reported.",
    why: "Every such release stays on PyPI permanently; most are meant for TestPyPI.",
    fix: 'use target = "testpypi" for it, or name the branch in the options of this rule',
    bad: '0.6.0.dev3 with target = "pypi"',
    good: '0.6.0.dev3 with target = "testpypi"',
    peers: [],
  },
  *check(inputs, options) {
    const branch = inputs.tree?.git?.branch ?? null;
    if (inputs.target !== "pypi" || (branch !== null && options.branches.includes(branch))) return;
    if (inputs.tree?.git?.tags.some(({ name }) => /\d\.?dev\d*$/.test(name)) === true) return;
    for (const { version, text, label, location } of releases(inputs)) {
      if (version.dev === null) continue;
      yield {
        message: `${label}: the development release ${text} would be uploaded to PyPI`,
        ...(location !== null && { location: location.location }),
        subject: text,
      };
    }
  },
});
