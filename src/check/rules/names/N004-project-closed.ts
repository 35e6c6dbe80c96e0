import { symptom } from "../../../findings/finding.ts";
import { indexProject } from "../../views/index-projects.ts";
import { metadataViews } from "../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** N004: the project does not accept uploads. */
export const projectClosed: Rule = defineRule({
  code: "N004",
  slug: "project-closed",
  title: "the project does not accept uploads",
  severity: "error",
  needs: [
    ["index", "tree"],
    ["index", "dist"],
  ],
  pypiOnly: true,
  docs: {
    what: "The project's page says that it is archived or in quarantine. (Only an upload shows whether you are a maintainer.)",
    why: 'PyPI rejects the upload ("isn\'t allowed to upload to project").',
    fix: "unarchive the project in its settings; if it is in quarantine, contact the index's administrators",
    bad: "(an archived project)",
    good: "(an active project)",
    peers: ["PyPI"],
  },
  *check(inputs) {
    for (const { name, label } of metadataViews(inputs)) {
      const project = name === null ? null : indexProject(inputs, name.value);
      if (name === null || project == null || !/^(archived|quarantined)$/.test(project.status)) continue;
      const reason = project.statusReason === null ? "" : ` (${project.statusReason})`;
      yield {
        message: `${label}: ${project.name} is ${project.status} on the index${reason}`,
        location: name.location,
        subject: project.name,
        explains: [symptom.refusal("not-allowed")],
      };
    }
  },
});
