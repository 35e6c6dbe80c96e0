import type { SourceTree } from "../tree/source-tree.ts";
import { gitLabPipeline } from "../tree/workflows/gitlab-pipeline.ts";
import { mayWrite } from "../tree/workflows/model.ts";
import { isWhole, workflowFiles, workflows } from "../tree/workflows/read-workflows.ts";
import { child, type YamlFile } from "../tree/formats/yaml-file.ts";
import { PUBLISHING_NAME } from "./github-claims.ts";
import { hiddenCommand } from "./hidden-commands.ts";

/** A place in which a job may publish that no claims were computed of. */
export interface HiddenPlace {
  readonly file: string;
  readonly why: string;
  readonly remedy: string;
}

/** Actions and workflows of others that ask for an identity to sign what was built, not to publish it. */
const SIGNS = /^(?:slsa-framework|sigstore|actions|docker|anchore)\//;

/** Where publishing jobs may be that cannot be seen: files that cannot be read, and what others wrote. */
export async function hiddenPlaces(tree: SourceTree): Promise<readonly HiddenPlace[]> {
  const [files, all, pipeline] = await Promise.all([
    workflowFiles({ tree }),
    workflows({ tree }),
    gitLabPipeline(tree),
  ]);
  const unread = [...files, ...pipeline.files].flatMap((file): readonly HiddenPlace[] => {
    const [problem] = file.problems;
    if (problem === undefined) return [];
    const { line } = file.locate(problem);
    const why = `cannot be read (line ${line ?? 1}: ${problem.message}), but may contain a publishing job`;
    return [{ file: file.path, why, remedy: "correct it: run shipwheel check to find the line" }];
  });
  const foreign = all.flatMap((workflow) =>
    workflow.jobs
      .filter((job) => mayWrite(workflow, job, "id-token"))
      .flatMap((job): readonly HiddenPlace[] => {
        const used = [job.uses ?? "", ...job.steps.map(({ uses }) => uses ?? "")].filter(
          (uses) => !uses.startsWith("./") && !SIGNS.test(uses),
        );
        const called = used.find(
          (uses) => uses.includes("/.github/workflows/") && !PUBLISHING_NAME.test(uses),
        );
        const action = used.find(
          (uses) => /pypi/i.test(uses) && !/pypi-publish(?:@|$)|workflows\//.test(uses),
        );
        const found = called ?? action;
        return found === undefined
          ? []
          : [
              {
                file: workflow.file.path,
                why: `the job ${job.id} hands its identity to ${found}, which may publish`,
                remedy: "if it does, see its documentation for what to register",
              },
            ];
      }),
  );
  const misshapen = files.flatMap((file): readonly HiddenPlace[] => {
    const shape = isWhole(file) ? misshapenBy(file) : null;
    if (shape === null) return [];
    return [{ file: file.path, why: `is not a workflow: ${shape}`, remedy: "correct or delete the file" }];
  });
  const commands = all.flatMap((workflow) =>
    workflow.jobs.flatMap((job): readonly HiddenPlace[] => {
      const command = hiddenCommand(workflow, job);
      if (command === null) return [];
      const why = `the job ${job.id} may ask for an identity and runs ${command}: whether that publishes cannot be seen`;
      const remedy = "if it does, register this workflow file and the job's environment with the index";
      return [{ file: workflow.file.path, why, remedy }];
    }),
  );
  const elsewhere = pipeline.elsewhere.map((each) => ({
    file: pipeline.files[0]?.path ?? "",
    why: `includes ${each}, which is not in the tree, so it may contain a publishing job`,
    remedy:
      "if one does, register the project and the top-level pipeline file, with the environment of that job",
  }));
  return [...unread, ...misshapen, ...foreign, ...commands, ...elsewhere];
}

/** What keeps a file that can be read from being a workflow; null: nothing. */
function misshapenBy({ root }: YamlFile): string | null {
  if (root.kind !== "map") return "it has no jobs";
  const jobs = child(root, "jobs");
  if (jobs === null) return "it has no jobs";
  if (jobs.kind !== "map") return "jobs is not a mapping";
  const odd = Array.from(jobs.entries).find(([, { value }]) => value.kind !== "map");
  return odd === undefined ? null : `the job ${odd[0]} is not a mapping`;
}
