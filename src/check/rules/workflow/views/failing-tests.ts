import { child, scalarText, type YamlRange } from "../../../../tree/formats/yaml-file.ts";
import { tests, testsInVain } from "../../../../tree/workflows/commands.ts";
import { bareCondition } from "../../../../tree/workflows/conditions.ts";
import { withNeeded, type Job, type Step, type Workflow } from "../../../../tree/workflows/model.ts";

/** What keeps failing tests from stopping a job. */
interface Obstacle {
  readonly why: string;
  readonly place: YamlRange;
  readonly help: string;
}

/** Why no test that a publishing job waits for can stop it; null when one can. */
export function obstacleOf(workflow: Workflow, job: Job, publishing: Step): Obstacle | null {
  const obstacles: Obstacle[] = [];
  const stopping = new Set([job]);
  for (const each of stopping) {
    if (ignoresFailures(each.if)) {
      // Its steps look at the results themselves, as `alls-green` does.
      if (/\bneeds\s*[.)]/.test(textOf(workflow, each))) return null;
      obstacles.push(byCondition(each));
      continue;
    }
    for (const id of each.needs) {
      const needed = workflow.jobs.find((other) => other.id === id);
      const flag = child(needed?.node, "continue-on-error");
      if (needed === undefined) continue;
      if (flag !== null && scalarText(flag) === "true" && withNeeded(workflow, needed).some(hasTests))
        obstacles.push(byFlag(needed.id, flag));
      else stopping.add(needed);
    }
  }
  for (const each of stopping)
    for (const step of each.steps.filter(tests)) {
      const isSkipped = each === job && ignoresFailures(publishing.if);
      if (!testsInVain(step) && !isSkipped) return null;
      const flag = child(step.node, "continue-on-error");
      obstacles.push(
        flag !== null && scalarText(flag) === "true"
          ? byFlag(each.id, flag)
          : isSkipped
            ? byCondition(job, publishing)
            : {
                why: `the tests of ${each.id} end with || and so never fail`,
                place: step.place,
                help: `remove what follows || in the job ${each.id}`,
              },
      );
    }
  return obstacles[0] ?? null;
}

function textOf({ file }: Workflow, { node }: Job): string {
  return file.text.slice(node.start, node.end);
}

function hasTests({ steps }: Job): boolean {
  return steps.some(tests);
}

/** Whether a condition lets a job or a step start after a failure, and does not look at results itself. */
function ignoresFailures(condition: string): boolean {
  return (
    /\balways\(\)|!\s*cancelled\(\)|\bfailure\(\)/.test(condition) &&
    !/\b(?:needs|steps)\b|\bsuccess\(\)/.test(condition)
  );
}

function byCondition(job: Job, step: Step | null = null): Obstacle {
  const condition = bareCondition((step ?? job).if);
  return {
    why: `${step === null ? `the job ${job.id}` : "its upload"} starts after failures, too (if: ${condition})`,
    place: child((step ?? job).node, "if") ?? job.key,
    help: `remove ${/\balways\(\)|!\s*cancelled\(\)|failure\(\)/.exec(condition)?.[0] ?? "it"} from the condition of ${job.id}`,
  };
}

function byFlag(job: string, flag: YamlRange): Obstacle {
  return {
    why: `the job ${job} has continue-on-error: true`,
    place: flag,
    help: `remove continue-on-error from ${job}`,
  };
}
