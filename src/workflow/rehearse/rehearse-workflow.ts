import { basename, join } from "node:path";
import { PYTHON_RELEASES } from "../../check/knowledge/python-releases.ts";
import { gitRunner } from "../../git/git-runner.ts";
import type { Ports } from "../../ports/ports.ts";
import { findInterpreter } from "../../toolbox/interpreter.ts";
import { readWorkflow, type Workflow } from "../../tree/workflows/model.ts";
import { parseYamlFile } from "../../tree/formats/yaml-file.ts";
import type { JobResult } from "./act-log.ts";
import { readRehearsedRepository, type RehearsedRepository } from "./rehearsed-repository.ts";
import { ownPrograms, runAct } from "./run-act.ts";
import { runnableWorkflow } from "./runnable-workflow.ts";
import { startServices, type RegisteredPublishers, type RunServices } from "./run-services.ts";
import { standIns } from "./stand-ins.ts";
import { startedWorkflows } from "./started-workflows.ts";
import { workflowEvent, type WorkflowEvent, type WorkflowEventName } from "./workflow-event.ts";

/** What a rehearsal of workflows is given. */
export interface WorkflowRehearsalRequest {
  readonly directory: string;
  /** The program `act`. */
  readonly act: string;
  /** What starts this very shipwheel. */
  readonly shipwheel: readonly string[];
  /** Directories of actions by `owner/name` that are used instead of GitHub's. */
  readonly actions: Readonly<Record<string, string>>;
  /** Of `workflow_dispatch`. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Minor versions to try; default: all of the project's that are on this machine. */
  readonly pythons?: readonly string[];
  /** Default: those that the settings record, else those that the workflows ask for. */
  readonly publishers?: RegisteredPublishers;
}

/** One workflow that an event started, and how its jobs ended. */
export interface WorkflowRun {
  readonly file: string;
  readonly event: WorkflowEventName;
  readonly jobs: readonly JobResult[];
}

/** A rehearsal that can run several events against the same services. */
export interface WorkflowRehearsal extends AsyncDisposable {
  readonly services: RunServices;
  readonly repository: RehearsedRepository;
  /** Runs every workflow that the event starts. */
  run(event: WorkflowEventName, options?: RunOptions): Promise<readonly WorkflowRun[]>;
}

/** What differs in one run. */
export interface RunOptions {
  /** Changes the text of a workflow before it runs. */
  readonly edit?: (text: string, file: string) => string;
  readonly signal?: AbortSignal;
  /** Only the workflow of this name. */
  readonly file?: string;
}

/** Prepares repository, services and stand-ins. Throws `workflow/none` where nothing can be run. */
export async function openWorkflowRehearsal(
  request: WorkflowRehearsalRequest,
  ports: Ports,
): Promise<WorkflowRehearsal> {
  const scratch = await ports.files.temporaryDirectory("workflow");
  const repository = await readRehearsedRepository(request.directory, ports);
  const origin = await cloneOf(repository, join(scratch, "origin.git"), ports);
  const pythons = await pythonsHere(repository, ports);
  const actions = await writeStandIns(request, { scratch, origin, repository, pythons }, ports);
  const bin = await ownPrograms(scratch, request.shipwheel, ports);
  const services = await startServices(
    {
      directory: scratch,
      repository: repository.name,
      publishers: request.publishers ?? repository.publishers,
      existing: [],
      plan: planFor(repository, request.pythons ?? [], pythons, ports),
    },
    ports,
  );
  let runs = 0;
  return {
    services,
    repository,
    async run(name, { edit, signal, file: only } = {}) {
      const event = workflowEvent(name, {
        ...repository,
        repository: repository.name,
        inputs: request.inputs,
      });
      const made: WorkflowRun[] = [];
      for (const workflow of startedWorkflows(repository.workflows, event)) {
        if (only !== undefined && basename(workflow.file.path) !== only) continue;
        runs += 1;
        const own = join(scratch, `run-${runs}`);
        const directory = join(own, "repository");
        const workflows = await checkOut(origin, directory, event, repository, edit, ports);
        const chosen = workflows.find(({ file }) => file.path === workflow.file.path) ?? workflow;
        const token = (): string => Buffer.from(ports.random.bytes(20)).toString("hex");
        const { text, jobs } = await runnableWorkflow(chosen, event, services.addresses, token);
        await ports.files.write(join(directory, chosen.file.path), text);
        services.begin({ event, workflow: basename(chosen.file.path), commit: repository.commit, jobs });
        const results = await runAct(
          {
            act: request.act,
            directory,
            scratch: own,
            bin,
            event,
            workflow: chosen,
            actions,
            results: services.artifacts.origin,
            api: services.github.api,
            labels: repository.config.workflow.systems,
            ...(signal === undefined ? {} : { signal }),
          },
          ports,
        );
        made.push({ file: workflow.file.path, event: name, jobs: results });
      }
      return made;
    },
    [Symbol.asyncDispose]: () => services[Symbol.asyncDispose](),
  };
}

/** A bare copy of the repository, where the branch, the tag and the pull request point at HEAD. */
async function cloneOf(
  { topLevel, commit, branch, tag, isTagged }: RehearsedRepository,
  directory: string,
  ports: Ports,
): Promise<string> {
  await gitRunner(topLevel, ports).ask(
    "clone",
    "--quiet",
    "--bare",
    "--no-hardlinks",
    "--",
    topLevel,
    directory,
  );
  const git = gitRunner(directory, ports);
  await git.ask("update-ref", `refs/heads/${branch}`, commit);
  await git.ask("update-ref", "refs/pull/1/merge", commit);
  await git.ask("symbolic-ref", "HEAD", `refs/heads/${branch}`);
  if (!isTagged) await git.ask("update-ref", `refs/tags/${tag}`, commit);
  return directory;
}

/** The checkout that act works in, its workflows as they are now or as `edit` makes them. */
async function checkOut(
  origin: string,
  directory: string,
  event: WorkflowEvent,
  { name, commit, workflows }: RehearsedRepository,
  edit: RunOptions["edit"],
  ports: Ports,
): Promise<readonly Workflow[]> {
  await gitRunner(origin, ports).ask("clone", "--quiet", "--", origin, directory);
  const git = gitRunner(directory, ports);
  await git.ask("checkout", "--quiet", "--detach", event.ref.startsWith("refs/tags/") ? event.ref : commit);
  await git.ask("remote", "set-url", "origin", remoteOf(name));
  const edited = await Promise.all(
    workflows.map(async (workflow) => {
      const { path, text } = workflow.file;
      const file = await parseYamlFile(path, edit?.(text, basename(path)) ?? text);
      return readWorkflow(file) ?? workflow;
    }),
  );
  await ports.files.makeDirectory(join(directory, ".github", "workflows"));
  for (const { file } of edited) await ports.files.write(join(directory, file.path), file.text);
  return edited;
}

function remoteOf(repository: string): string {
  return `https://github.com/${repository}.git`;
}

/** What this machine can try of the project's matrix: its own system, and the Pythons that are here. */
function planFor(
  { config, declared }: RehearsedRepository,
  asked: readonly string[],
  pythons: Readonly<Record<string, string>>,
  { environment }: Pick<Ports, "environment">,
): Readonly<Record<string, string>> {
  const here = (asked.length > 0 ? asked : declared).filter((minor) => pythons[minor] !== undefined);
  const own = { linux: /ubuntu|linux/i, darwin: /macos/i, win32: /windows/i }[environment.platform];
  const system = config.workflow.systems.find((label) => own.test(label)) ?? config.workflow.systems[0] ?? "";
  return {
    SHIPWHEEL_PYTHON: (here.length > 0 ? here : Object.keys(pythons).slice(0, 1)).join(","),
    SHIPWHEEL_SYSTEMS: system,
  };
}

/** The interpreters of this machine that the project or a workflow names, the newest first. */
async function pythonsHere(
  { workflows, declared }: RehearsedRepository,
  ports: Ports,
): Promise<Readonly<Record<string, string>>> {
  const named = workflows.flatMap(({ file }) => file.text.match(/\b3\.\d+\b/g) ?? []);
  const wanted = new Set([...named, ...declared]);
  const minors = PYTHON_RELEASES.flatMap(({ minor }) => (wanted.has(minor) ? [minor] : [])).toReversed();
  const found = await Promise.all(
    minors.map(async (minor) => [minor, await findInterpreter(minor, ports).catch(() => null)] as const),
  );
  const there = found.flatMap(([minor, python]) =>
    python === null ? [] : [[minor, python.executable] as const],
  );
  if (there.length > 0) return Object.fromEntries(there);
  const { minor, executable } = await findInterpreter(null, ports);
  return { [`3.${minor}`]: executable };
}

/** Writes the stand-ins and says where each action is. */
async function writeStandIns(
  { shipwheel, actions }: WorkflowRehearsalRequest,
  {
    scratch,
    origin,
    repository,
    pythons,
  }: {
    readonly scratch: string;
    readonly origin: string;
    readonly repository: RehearsedRepository;
    readonly pythons: Readonly<Record<string, string>>;
  },
  ports: Ports,
): Promise<ReadonlyMap<string, string>> {
  const facts = { shipwheel, repository: origin, remote: remoteOf(repository.name), pythons };
  const places = new Map<string, string>();
  for (const [name, files] of Object.entries(standIns(facts))) {
    const directory = join(scratch, "stand-ins", name.replace("/", "+"));
    await ports.files.makeDirectory(directory);
    for (const [file, text] of Object.entries(files)) await ports.files.write(join(directory, file), text);
    places.set(name, directory);
  }
  for (const [name, directory] of Object.entries(actions)) places.set(name.toLowerCase(), directory);
  return places;
}
