import { missingTools } from "../../../../tree/workflows/installed-tools.ts";
import { resolvedWorkflows } from "../../../../tree/workflows/composite-actions.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** W034: a job runs a tool that no step of it installs. */
export const toolNotInstalled: Rule = defineRule({
  code: "W034",
  slug: "tool-not-installed",
  title: "a job runs a tool that no step installs",
  severity: "error",
  confidence: "likely",
  needs: ["tree"],
  docs: {
    what: "A step runs `python -m build`, twine, hatch, poetry, flit, pdm or uv, but no earlier step of the job installs the tool.",
    why: "Each job starts on a fresh machine without these tools, so the step fails with `No module named build` or `command not found`.",
    fix: "install it in the job: `python -m pip install build`",
    bad: "- uses: actions/checkout@v7\n- run: python -m build",
    good: "- uses: actions/checkout@v7\n- run: python -m pip install build\n- run: python -m build",
    peers: ["shipwheel"],
  },
  async check(inputs) {
    return (await resolvedWorkflows(inputs)).flatMap(({ file, jobs }) =>
      jobs.flatMap((job) =>
        Array.from(missingTools(job), ({ tool, step }) => ({
          message: `the job ${job.id} runs ${tool}, but no step installs it`,
          location: file.locate(step.place),
          subject: `${file.path} ${job.id} ${tool}`,
          help: `add a step before it: python -m pip install ${tool}`,
        })),
      ),
    );
  },
});
