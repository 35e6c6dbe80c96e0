import { delimiter, join } from "node:path";
import { fault } from "../../findings/fault.ts";
import type { Ports } from "../../ports/ports.ts";
import { childEnvironment, userCache } from "../../toolbox/child-environment.ts";
import type { Workflow } from "../../tree/workflows/model.ts";
import { scalarTexts, child, scalarText } from "../../tree/formats/yaml-file.ts";
import { readActLog, type JobResult } from "./act-log.ts";
import type { WorkflowEvent } from "./workflow-event.ts";

/** One run of one workflow by `act`. */
export interface ActRun {
  /** The program. */
  readonly act: string;
  /** The checkout that act works in; its workflows are the runnable ones. */
  readonly directory: string;
  /** Where act, its actions and its jobs keep what they need; gone with the rehearsal. */
  readonly scratch: string;
  /** Programs that come before those of the machine. */
  readonly bin: string;
  readonly event: WorkflowEvent;
  readonly workflow: Workflow;
  /** Directories of actions by `owner/name`, lower-case; all others act fetches from GitHub. */
  readonly actions: ReadonlyMap<string, string>;
  /** GitHub's service of artifacts. */
  readonly results: string;
  /** The API of GitHub; a job's own variable of the name would be overwritten by act. */
  readonly api: string;
  /** Labels of runners that only a matrix names. */
  readonly labels: readonly string[];
  readonly signal?: AbortSignal;
}

/** Labels of GitHub's own runners that a matrix may name without the file naming them. */
const LABELS = ["ubuntu-latest", "windows-latest", "macos-latest"];
/** A run that takes longer hangs. */
const MINUTES = 60;

/** Runs the jobs of a workflow on this machine. A job that fails is a result. */
export async function runAct(run: ActRun, ports: Ports): Promise<readonly JobResult[]> {
  const { workflow, event, scratch, directory } = run;
  const payload = join(scratch, "event.json");
  await ports.files.write(payload, JSON.stringify(event.payload));
  const home = join(scratch, "home");
  const artifacts = join(scratch, "artifacts");
  for (const each of [home, artifacts, join(scratch, "actions")]) await ports.files.makeDirectory(each);
  const labels = new Set([...LABELS, ...run.labels, ...labelsOf(workflow)]);
  const argv = [
    run.act,
    event.trigger,
    "-W",
    join(directory, workflow.file.path),
    "-e",
    payload,
    ...Array.from(labels).flatMap((label) => ["-P", `${label}=-self-hosted`]),
    ...localActions(workflow, run.actions).flatMap((each) => ["--local-repository", each]),
    "--action-cache-path",
    await ports.files.realPath(join(scratch, "actions")),
    // Without it act gives the actions no runtime variables at all; its own server is not the one that they ask.
    "--artifact-server-path",
    artifacts,
    "--artifact-server-addr",
    "127.0.0.1",
    "--artifact-server-port",
    "0",
    "--no-cache-server",
    "--pull=false",
    "--no-skip-checkout",
    "--concurrent-jobs",
    "2",
    "--env",
    `GITHUB_API_URL=${run.api}`,
    "--actor",
    "rehearsal",
    "--json",
  ];
  const { variables } = ports.environment;
  const path = [run.bin, variables["PATH"] ?? ""].join(delimiter);
  const env = childEnvironment(ports.environment, {
    HOME: home,
    XDG_CACHE_HOME: userCache(ports.environment, "shipwheel"),
    PATH: path,
    ACTIONS_RUNTIME_URL: `${run.results}/`,
    // Several workspaces on one machine: what git says of their owners is the same everywhere.
    GIT_CONFIG_NOSYSTEM: "1",
    SHIPWHEEL_STATE_DIR: "",
  });
  const done = await ports.processes.run({
    argv,
    cwd: directory,
    env,
    timeoutMs: MINUTES * 60_000,
    maxOutputBytes: 32 * 1024 * 1024,
    signal: run.signal ?? ports.signal,
  });
  const results = readActLog(
    done.stdout,
    workflow.jobs.map(({ id }) => id),
  );
  if (results.every(({ result }) => result === "skipped") && done.status !== 0)
    throw fault("workflow/act-failed", {
      file: workflow.file.path,
      reason: reasonOf(done.stderr, done.stdout),
    });
  return results;
}

function reasonOf(...texts: readonly string[]): string {
  const lines = texts.flatMap((text) => text.split("\n").filter((line) => line.trim() !== ""));
  return lines.at(-1)?.slice(0, 400) ?? "it printed nothing";
}

/** Labels that the file itself names. */
function labelsOf(workflow: Workflow): readonly string[] {
  return workflow.jobs.flatMap((job) => {
    const node = child(job.node, "runs-on");
    return [...scalarTexts(node), scalarText(node) ?? ""].filter(
      (each) => each !== "" && !each.includes("${{"),
    );
  });
}

/** `owner/name@ref=directory` of each action that stands in for the one that a step uses. */
function localActions(workflow: Workflow, actions: ReadonlyMap<string, string>): readonly string[] {
  const used = new Set(workflow.jobs.flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? [])));
  return Array.from(used).flatMap((uses) => {
    const [, name = "", ref = ""] = /^([\w.-]+\/[\w.-]+)(?:\/[^@]*)?@(.+)$/.exec(uses) ?? [];
    const directory = actions.get(name.toLowerCase());
    return directory === undefined ? [] : [`${name}@${ref}=${directory}`];
  });
}

/** A directory of programs in front of the machine's: this very Node.js, and `npx` that runs this very shipwheel. */
export async function ownPrograms(
  scratch: string,
  shipwheel: readonly string[],
  { files }: Pick<Ports, "files">,
): Promise<string> {
  const bin = join(scratch, "bin");
  await files.makeDirectory(bin);
  const [node = "node"] = shipwheel;
  await files.symlink(node, join(bin, "node"));
  const self = shipwheel.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(" ");
  await files.write(
    join(bin, "npx"),
    `#!/bin/sh\n[ "$1" = --yes ] && shift\ncase "$1" in shipwheel | shipwheel@*) shift; exec ${self} "$@" ;; esac\n` +
      `PATH="\${PATH#*:}" exec npx --yes "$@"\n`,
    { mode: 0o755 },
  );
  return bin;
}
