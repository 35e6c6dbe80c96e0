import type { YamlFile } from "../../../../tree/formats/yaml-file.ts";
import { isWhole, workflowFiles, workflows } from "../../../../tree/workflows/read-workflows.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";
import type { FormProblem } from "../views/form-problem.ts";
import { formProblems } from "../views/workflow-form.ts";

/** W033: GitHub does not start the workflow. */
export const workflowInvalid: Rule = defineRule({
  code: "W033",
  slug: "workflow-invalid",
  title: "GitHub rejects a workflow",
  severity: "error",
  needs: ["tree"],
  docs: {
    what: "A file that is not a workflow, a job without steps, a key, event, permission or value that GitHub does not know, an expression that does not parse or that uses a context where it is not available (`secrets` in an `if`), `needs` of a missing job or in a circle, a step with both or neither of `run` and `uses`, or a merge key.",
    why: "GitHub rejects the whole file or ignores the event, so no test or release runs.",
    fix: "correct the reported line",
    bad: "test:\n  runs-on: ubuntu-latest\n  strategy: ...",
    good: "test:\n  runs-on: ubuntu-latest\n  steps:\n    - run: python -m pytest",
    peers: ["actionlint", "check-jsonschema"],
  },
  async check(inputs) {
    const read = new Map((await workflows(inputs)).map((each) => [each.file, each]));
    return (await workflowFiles(inputs)).flatMap((file) => {
      // What cannot be read has no form; W010 and W024 tell it.
      if (!isWhole(file)) return [];
      const workflow = read.get(file);
      const problems = workflow === undefined ? [noWorkflow(file)] : formProblems(workflow);
      return problems.map(({ message, place, help }) => ({
        message,
        location: file.locate(place),
        subject: `${file.path} ${place.start}`,
        ...(help === undefined ? {} : { help }),
      }));
    });
  },
});

function noWorkflow({ path, root }: YamlFile): FormProblem {
  return {
    message: `${path} is not a workflow: it has no mapping with on and jobs`,
    place: { start: root.start, end: root.start + 1 },
    help: "write on: and jobs:, or move the file elsewhere",
  };
}
