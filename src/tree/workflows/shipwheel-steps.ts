import { scalarText } from "../formats/yaml-file.ts";
import { commandLines } from "./commands.ts";
import { input, variable, type Job, type Step, type Workflow } from "./model.ts";
import { indexOf, publishings, type Publishing } from "./publishing.ts";

const COMMAND = /\bshipwheel(?:@\S+)? (?:publish|release|workflow job publish)\b(.*)/;

/** Every step of a workflow that publishes, by whichever tool. */
export function allPublishings(workflow: Workflow): readonly Publishing[] {
  return [...publishings([workflow]), ...shipwheelPublishings(workflow)];
}

/** The steps by which shipwheel itself publishes: the generated workflows have them, and whoever runs `shipwheel release`. */
function shipwheelPublishings(workflow: Workflow): readonly Publishing[] {
  return workflow.jobs.flatMap((job) =>
    job.steps.flatMap((step) => {
      const options = optionsOf(step);
      return options === null ? [] : [publishing(workflow, job, step, options)];
    }),
  );
}

function optionsOf(step: Step): string | null {
  if (/(?:^|\/)shipwheel(?:$|\/)/.test(step.action)) {
    const command = scalarText(input(step, "command")) ?? "";
    const isPublishingJob =
      command === "workflow job" && /^publish\b/.test(scalarText(input(step, "arguments")) ?? "");
    if (isPublishingJob) return command;
    return /^(?:publish|release)\b/.test(command) ? command : null;
  }
  for (const { text } of commandLines(step.run ?? "")) {
    const [, options] = COMMAND.exec(text) ?? [];
    if (options !== undefined && !/\s--dry-run\b/.test(options)) return options;
  }
  return null;
}

function publishing(workflow: Workflow, job: Job, step: Step, options: string): Publishing {
  const token = variable(workflow, job, step, "SHIPWHEEL_TOKEN");
  const named =
    /\s--index(?:\s+|=)["']?([^\s"']+)/.exec(options)?.[1] ??
    scalarText(input(step, "index")) ??
    scalarText(variable(workflow, job, step, "SHIPWHEEL_INDEX")) ??
    "pypi";
  const isToken = /\s--auth[= ]token\b/.test(options);
  return {
    workflow,
    job,
    step,
    tool: "shipwheel",
    index: indexOf(named),
    target: named,
    asks: "first",
    auth: isToken || token !== null ? "token" : "trusted",
    credential: token,
    command: options,
  };
}
