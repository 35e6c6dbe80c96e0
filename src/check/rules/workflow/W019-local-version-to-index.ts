import { builds } from "../../../tree/workflows/commands.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";
import { variable, type Workflow } from "../../../tree/workflows/model.ts";
import { isPublic, publishings } from "../../../tree/workflows/publishing.ts";
import { resolvedWorkflows } from "../../../tree/workflows/composite-actions.ts";
import { child, scalarTexts } from "../../../tree/formats/yaml-file.ts";
import { symptom } from "../../../findings/finding.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** W019: every commit is to be published, with a version that no public index takes. */
export const localVersionToIndex: Rule = defineRule({
  code: "W019",
  slug: "local-version-to-index",
  title: "a workflow publishes commits with a local version",
  severity: "error",
  phase: "version",
  needs: ["tree"],
  pypiOnly: true,
  docs: {
    what: "A workflow publishes on every push to a branch, but between tags the version has a local part (`+g1234567`).",
    why: "PyPI and TestPyPI reject local versions, so only runs on a tag succeed.",
    fix: 'disable the local part: `local_scheme = "no-local-version"` under [tool.setuptools_scm] (hatch-vcs: [tool.hatch.version.raw-options])',
    bad: "[tool.setuptools_scm]",
    good: '[tool.setuptools_scm]\nlocal_scheme = "no-local-version"',
    peers: ["shipwheel"],
  },
  async check(inputs) {
    const { tree } = inputs;
    if (tree === undefined || !makesLocalVersions(tree)) return [];
    return publishings(await resolvedWorkflows(inputs)).flatMap((each) => {
      const { workflow, job, step } = each;
      if (!isPublic(each) || !runsOnBranches(workflow) || isForTags(`${job.if} ${step.if}`)) return [];
      const overridden = workflow.jobs.some((one) =>
        one.steps.some(
          (other) => builds(other) && variable(workflow, one, other, "SETUPTOOLS_SCM_OVERRIDES_FOR") !== null,
        ),
      );
      if (overridden || /no-local-version|_PRETEND_VERSION|LOCAL_SCHEME/.test(workflow.file.text)) return [];
      return {
        message: `the job ${job.id} publishes commits between tags, whose versions have a local part`,
        location: workflow.file.locate(step.place),
        related: [tree.pyproject?.locate(["tool"], "key") ?? { file: "pyproject.toml" }],
        explains: [symptom.refusal("local-version")],
        subject: `${workflow.file.path} ${job.id} ${step.place.start}`,
      };
    });
  },
});

/** Whether the backend's version has a local part between two tags, by its configuration. */
function makesLocalVersions(tree: SourceTree): boolean {
  const { pyproject } = tree;
  if (pyproject === null || tree.project.version !== null) return false;
  const requires = tree.backend.requires.join(" ").toLowerCase().replaceAll("_", "-");
  const scheme = [
    ["tool", "setuptools_scm", "local_scheme"],
    ["tool", "setuptools-scm", "local_scheme"],
    ["tool", "hatch", "version", "raw-options", "local_scheme"],
    ["tool", "pdm", "version", "version_format"],
  ].some((path) => pyproject.get(path) !== undefined);
  return !scheme && /\b(?:setuptools-scm|hatch-vcs)\b/.test(requires);
}

function runsOnBranches({ triggers }: Workflow): boolean {
  if (!triggers.has("push")) return false;
  const push = triggers.get("push");
  const branches = child(push, "branches") ?? child(push, "branches-ignore");
  return branches !== null ? scalarTexts(branches).length > 0 : child(push, "tags") === null;
}

/** Whether a condition lets nothing but tags (or releases) pass. */
function isForTags(condition: string): boolean {
  return /refs\/tags|ref_type\s*==\s*'tag'|event_name\s*==\s*'(?:release|workflow_dispatch)'|event\.release|inputs\./.test(
    condition,
  );
}
