import { workflowFiles } from "../../../tree/workflows/read-workflows.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** W024: a workflow is no YAML. */
export const workflowUnreadable: Rule = defineRule({
  code: "W024",
  slug: "workflow-unreadable",
  title: "a workflow cannot be read",
  severity: "error",
  needs: ["tree"],
  docs: {
    what: "The file is not valid YAML.",
    why: "GitHub ignores the workflow and reports the error only on its Actions page.",
    fix: "correct the YAML at the reported line",
    bad: 'tags: ["v*"',
    good: 'tags: ["v*"]',
    peers: ["actionlint"],
  },
  async check(inputs) {
    return (await workflowFiles(inputs)).flatMap((file) => {
      const first = file.problems.find(({ duplicate }) => !duplicate);
      if (first === undefined) return [];
      return [
        {
          message:
            first.tooMuch === true
              ? `${file.path} has ${first.message}: GitHub rejects it, and it was not checked`
              : `${file.path} is not valid YAML: ${first.message}`,
          location: file.locate(first),
          subject: file.path,
        },
      ];
    });
  },
});
