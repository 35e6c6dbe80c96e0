import { workflows } from "../../../../tree/workflows/read-workflows.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";
import { contextProblems } from "../views/expression-contexts.ts";
import { formProblems } from "../views/workflow-form.ts";

/** W033: GitHub does not start the workflow. */
export const workflowInvalid: Rule = defineRule({
  code: "W033",
  slug: "workflow-invalid",
  title: "GitHub rejects a workflow",
  severity: "error",
  needs: ["tree"],
  docs: {
    what: "A job without steps, an unknown key or event, `needs` of a missing job or in a circle, a step with both or neither of `run` and `uses`, a context that GitHub does not allow there (`secrets` in an `if`), or a merge key.",
    why: "GitHub rejects the whole file or ignores the event, so no test or release runs.",
    fix: "correct the reported line",
    bad: "test:\n  runs-on: ubuntu-latest\n  strategy: ...",
    good: "test:\n  runs-on: ubuntu-latest\n  steps:\n    - run: python -m pytest",
    peers: ["actionlint", "check-jsonschema"],
  },
  async check(inputs) {
    return (await workflows(inputs)).flatMap((workflow) => {
      // What cannot be read has no form; W010 and W024 tell it.
      if (workflow.file.problems.some(({ duplicate }) => !duplicate)) return [];
      const problems = [...formProblems(workflow), ...contextProblems(workflow)];
      return problems.map(({ message, place, help }) => ({
        message,
        location: workflow.file.locate(place),
        subject: `${workflow.file.path} ${place.start}`,
        ...(help === undefined ? {} : { help }),
      }));
    });
  },
});
