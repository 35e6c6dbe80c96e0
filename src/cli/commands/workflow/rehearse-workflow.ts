import { basename, resolve } from "node:path";
import { terminal } from "../../../adapters/terminal.ts";
import { fault } from "../../../findings/fault.ts";
import { findOnPath } from "../../../toolbox/executables.ts";
import type { JobResult } from "../../../workflow/rehearse/act-log.ts";
import type { PredictedEvent } from "../../../workflow/rehearse/predict-jobs.ts";
import type { WorkflowRun } from "../../../workflow/rehearse/rehearse-workflow.ts";
import {
  EVENT_TITLES,
  WORKFLOW_EVENTS,
  workflowEvent,
  type WorkflowEventName,
} from "../../../workflow/rehearse/workflow-event.ts";
import { document } from "../../documents.ts";
import type { Outcome } from "../../session.ts";
import type { Invocation } from "../definition.ts";
import { projectDirectory, workingDirectory } from "../directory.ts";

/** What `--workflow` is given with. */
export interface WorkflowOptions {
  readonly workflow?: string | undefined;
  readonly workflowInput?: readonly string[] | undefined;
  readonly localAction?: readonly string[] | undefined;
  readonly python?: readonly string[] | undefined;
}

/** `rehearse --workflow`: what each event starts, by the files; with an event the jobs themselves, through act. */
export async function rehearseWorkflows({
  session,
  args,
  options,
}: Invocation<WorkflowOptions>): Promise<Outcome> {
  const { ports, globals, style } = session;
  const [asked = "", file] = (options.workflow ?? "all").split(":");
  const name = eventOf(asked);
  const directory = await projectDirectory(args[0], globals, terminal.directory(), ports.files);
  const [{ readRehearsedRepository }, { predictJobs }] = await Promise.all([
    import("../../../workflow/rehearse/rehearsed-repository.ts"),
    import("../../../workflow/rehearse/predict-jobs.ts"),
  ]);
  const repository = await readRehearsedRepository(directory, ports);
  const inputs = pairs(options.workflowInput ?? [], "--workflow-input");
  const facts = { ...repository, repository: repository.name, inputs };
  const chosen = repository.workflows.filter(
    (each) => file === undefined || basename(each.file.path) === file,
  );
  if (chosen.length === 0) throw fault("workflow/none", { paths: `.github/workflows/${file}` });
  // Most projects have no workflow for it.
  const isUsual = (each: WorkflowEventName): boolean =>
    each !== "release" || chosen.some(({ triggers }) => triggers.has("release"));
  const events = (name === null ? WORKFLOW_EVENTS.filter(isUsual) : [name]).map((each) => ({
    event: each,
    title: EVENT_TITLES[each],
    ref: workflowEvent(each, facts).ref,
    jobs: predictJobs(chosen, workflowEvent(each, facts), facts),
  }));
  const act = name === null ? null : await findOnPath("act", ports);
  const runs =
    name === null || act === null
      ? null
      : await runAll(name, act, directory, { inputs, options, session, file });
  const predicted = events.map((each) => predictedText(each, style.strong)).join("\n");
  const isPassed =
    runs === null || runs.every(({ jobs }) => jobs.every(({ result }) => result !== "failure"));
  const notes =
    name !== null && act === null
      ? "\nact is not on PATH: nothing was run. See docs/how-to/rehearse-a-workflow.md\n"
      : "";
  return {
    exitCode: isPassed ? 0 : 1,
    json: document("workflow-rehearsal", { events, runs }),
    text: `${runs === null ? predicted : runs.map(ranText).join("\n")}${notes}`.trimEnd(),
  };
}

function eventOf(text: string): WorkflowEventName | null {
  if (text === "all") return null;
  const found = WORKFLOW_EVENTS.find((each) => each === text);
  if (found !== undefined) return found;
  throw fault("usage/arguments", {
    reason: `unknown event ${text}: ${WORKFLOW_EVENTS.join(", ")}`,
    command: "rehearse",
  });
}

async function runAll(
  name: WorkflowEventName,
  act: string,
  directory: string,
  {
    inputs,
    options,
    file,
    session: { ports, globals },
  }: {
    readonly inputs: Readonly<Record<string, string>>;
    readonly options: WorkflowOptions;
    readonly file: string | undefined;
    readonly session: Invocation["session"];
  },
): Promise<readonly WorkflowRun[]> {
  const { openWorkflowRehearsal } = await import("../../../workflow/rehearse/rehearse-workflow.ts");
  const here = workingDirectory(globals, terminal.directory());
  const actions = Object.fromEntries(
    Object.entries(pairs(options.localAction ?? [], "--local-action")).map(
      ([action, path]) => [action, resolve(here, path)] as const,
    ),
  );
  const pythons = options.python ?? [];
  await using rehearsal = await openWorkflowRehearsal(
    { directory, act, shipwheel: terminal.self, actions, inputs, pythons },
    ports,
  );
  return await rehearsal.run(name, file === undefined ? {} : { file });
}

/** `name=value`, several. */
function pairs(given: readonly string[], option: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    given.map((each) => {
      const at = each.indexOf("=");
      if (at <= 0)
        throw fault("usage/arguments", {
          reason: `${option} ${each}: write NAME=VALUE`,
          command: "rehearse",
        });
      return [each.slice(0, at), each.slice(at + 1)] as const;
    }),
  );
}

function predictedText({ title, ref, jobs }: PredictedEvent, strong: (text: string) => string): string {
  const lines = [strong(`${title} (${ref})`)];
  if (jobs.length === 0) return [...lines, "  starts no workflow", ""].join("\n");
  const width = Math.max(...jobs.map(({ job }) => job.length));
  for (const [file, own] of Map.groupBy(jobs, (each) => each.file)) {
    lines.push(`  ${file}`);
    for (const each of own) {
      const rights = Object.entries(each.permissions).map(([scope, level]) => `${scope}: ${level}`);
      const environment =
        each.environment === null
          ? []
          : [`environment ${typeof each.environment === "string" ? each.environment : "decided by the run"}`];
      const runs =
        each.runs === "yes" ? "runs" : each.runs === "no" ? "skipped" : `depends on ${each.reason}`;
      const told = each.runs === "no" ? [] : [rights.join(", ") || "no permissions", ...environment];
      lines.push(`    ${each.job.padEnd(width)}  ${[runs, ...told].join("; ")}`);
      if (each.claims !== null)
        lines.push(`    ${" ".repeat(width)}  identity ${String(each.claims["sub"])}`);
    }
  }
  return [...lines, ""].join("\n");
}

function ranText({ file, event, jobs }: WorkflowRun): string {
  const lines = jobs.flatMap((each) => {
    const cell = each.cell === "" ? "" : ` (${each.cell})`;
    return [
      `  ${MARKS[each.result]} ${each.job}${cell}`,
      ...(each.result === "failure" ? reasons(each) : []),
    ];
  });
  return [`${EVENT_TITLES[event]}: ${file}`, ...lines, ""].join("\n");
}

const MARKS = { success: "passed ", failure: "FAILED ", skipped: "skipped" } as const;

/** The last lines of what the steps of a failed job printed. */
function reasons({ steps, log }: JobResult): readonly string[] {
  const failed = steps.filter(({ result }) => result === "failure").map(({ name }) => `      step: ${name}`);
  const last = log.split("\n").filter((line) => line.trim() !== "");
  return [...failed, ...last.slice(-6).map((line) => `      ${line}`)];
}
