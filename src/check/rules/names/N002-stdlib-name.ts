import { isStdlibName } from "../../../dist/stdlib-names.ts";
import { symptom } from "../../../values/finding.ts";
import { indexProject } from "../../index-projects.ts";
import { metadataViews } from "../../metadata-view.ts";
import { defineRule, type Rule } from "../../rule.ts";

/** N002: the project is named like a module of the standard library. */
export const stdlibName: Rule = defineRule({
  code: "N002",
  slug: "stdlib-name",
  title: "the project is named like a module of the standard library",
  severity: "error",
  needs: ["tree", "dist"],
  pypiOnly: true,
  docs: {
    what: "The normalised name is a module (or a dotted prefix of one) of the standard library of some Python.",
    why: 'PyPI refuses to make such a project ("isn\'t allowed (conflict with Python Standard Library module name)"); one that exists already is let be.',
    fix: "choose another name",
    bad: 'name = "json"',
    good: 'name = "json-tools"',
    peers: ["PyPI"],
  },
  *check(inputs) {
    for (const { name, label } of metadataViews(inputs)) {
      if (name === null || !isStdlibName(name.value)) continue;
      const project = indexProject(inputs, name.value);
      if (project !== undefined && project !== null) continue;
      const known = project === null;
      yield {
        message: `${label}: "${name.value}" is a module of Python's standard library`,
        severity: known ? "error" : "warning",
        confidence: known ? "certain" : "likely",
        location: name.location,
        subject: name.value,
        why: `PyPI refuses a new project of this name: "The name '${name.value}' isn't allowed (conflict with Python Standard Library module name)."`,
        ...(!known && {
          help: "choose another name, unless the project is on PyPI already (check --online asks)",
        }),
        explains: [symptom.refusal("name-stdlib")],
      };
    }
  },
});
