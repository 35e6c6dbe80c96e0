import { isOldStdlibProject, isStdlibName, PROHIBITED_NAMES } from "../../../distribution/stdlib-names.ts";
import { symptom } from "../../../findings/finding.ts";
import { normalizeName } from "../../../version/names.ts";
import { indexProject } from "../../views/index-projects.ts";
import { metadataViews } from "../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** N002: PyPI does not allow the name for a new project. */
export const stdlibName: Rule = defineRule({
  code: "N002",
  slug: "stdlib-name",
  title: "PyPI does not allow the name for a new project",
  severity: "error",
  needs: ["tree", "dist"],
  pypiOnly: true,
  docs: {
    what: "The normalized name is a standard library module (or a dotted prefix of one) of some Python version, or one of two prohibited names (requirements-txt, rrequirements-txt).",
    why: 'PyPI refuses to create such a project ("isn\'t allowed (conflict with Python Standard Library module name)"); existing projects are kept.',
    fix: "choose another name",
    bad: 'name = "json"',
    good: 'name = "json-tools"',
    peers: ["PyPI"],
  },
  *check(inputs) {
    for (const { name, label } of metadataViews(inputs)) {
      if (name === null) continue;
      const stdlib = isStdlibName(name.value);
      if (!stdlib && !PROHIBITED_NAMES.includes(normalizeName(name.value))) continue;
      const project = indexProject(inputs, name.value);
      // Projects that are older than PyPI's rule keep their names; whoever did not ask knows them from a table.
      const asked = project === undefined ? isOldStdlibProject(name.value) : project !== null;
      if (inputs.existing ?? asked) continue;
      const conflict = stdlib ? " (conflict with Python Standard Library module name)" : "";
      yield {
        message: `${label}: ${stdlib ? `"${name.value}" is a module of Python's standard library` : `PyPI allows nobody the name "${name.value}"`}`,
        location: name.location,
        subject: name.value,
        why: `PyPI rejects a new project of this name: "The name '${name.value}' isn't allowed${conflict}."`,
        explains: [symptom.refusal("name-stdlib"), symptom.refusal("name-prohibited")],
      };
    }
  },
});
