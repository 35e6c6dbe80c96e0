import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync } from "node:fs";

import { join } from "node:path";
import { promisify } from "node:util";
import { inject } from "vitest";
import { parse, stringify } from "yaml";
import { makeExample } from "../../../examples/make-example.ts";
import { toolPath, toolsDirectory } from "../../../scripts/workflow-tools.ts";
import { nodePorts } from "../../../src/adapters/node-ports.ts";
import type { NewPublisher } from "../../../src/index-server/oidc/publishers.ts";
import { generateWorkflows } from "../../../src/workflow/generate/read-facts.ts";
import type { JobResult } from "../../../src/workflow/rehearse/act-log.ts";
import {
  openWorkflowRehearsal,
  type RunOptions,
  type WorkflowRehearsal,
} from "../../../src/workflow/rehearse/rehearse-workflow.ts";
import type { WorkflowEventName } from "../../../src/workflow/rehearse/workflow-event.ts";
import { DEMO_PROJECT, DEMO_PYPROJECT } from "../../acceptance/release-world.ts";
import { REPOSITORY } from "../../support/repository.ts";
import { gitRepository, temporaryDirectory } from "../../support/git.ts";
import { artifactActions } from "./actions.ts";

const execute = promisify(execFile);

/** The jobs of one run by their ids; a matrix has several. */
export interface ActRunResult {
  readonly jobs: readonly JobResult[];
  /** Id and result of every job that is no cell of the matrix, in their order. */
  readonly results: Readonly<Record<string, string>>;
  /** What the jobs of this id printed. */
  log(job: string): string;
}

/** A repository with its generated workflows, and everything that they talk to. */
export interface ActWorld extends AsyncDisposable {
  readonly rehearsal: WorkflowRehearsal;
  /** Runs the one workflow that the event starts. */
  run(event: WorkflowEventName, options?: RunOptions): Promise<ActRunResult>;
  /** Names of the files that an index shows. */
  shown(index: "pypi" | "testpypi", project: string): Promise<readonly string[]>;
}

/** The world of an example's sound state. */
export async function exampleWorld(name: string, pythons: readonly string[] = ["3.11"]): Promise<ActWorld> {
  const scratch = temporaryDirectory();
  const directory = join(scratch.path, name);
  makeExample(name, "repaired", directory);
  return open(directory, scratch, { pythons });
}

const NATIVE_ACTION = `shipwheel/shipwheel@${"0123456789".repeat(4)} # v1.2.3`;

/** The action as a release of it has it: its definition, and the one file. */
function nativeAction(): string {
  const directory = join(toolsDirectory(), "actions", "shipwheel");
  mkdirSync(join(directory, "dist", "action"), { recursive: true });
  copyFileSync(join(REPOSITORY, "action.yml"), join(directory, "action.yml"));
  const file = join("action", "index.mjs");
  copyFileSync(join(inject("program"), file), join(directory, "dist", file));
  return directory;
}

/** The world of a small project, released to PyPI alone. */
export async function demoWorld({
  pythons = ["3.11"],
  settings = "",
  files = {},
  publisher = {},
  testpypi = false,
  action = false,
}: {
  readonly pythons?: readonly string[];
  /** More of its pyproject.toml. */
  readonly settings?: string;
  /** Files of another project of the same name. */
  readonly files?: Readonly<Record<string, string>>;
  readonly publisher?: Partial<NewPublisher>;
  readonly testpypi?: boolean;
  /** Whether the jobs use the native action. */
  readonly action?: boolean;
} = {}): Promise<ActWorld> {
  const repository = gitRepository();
  const workflow = `\n[tool.shipwheel]\ninstallers = ["uv"]\n${settings}\n[tool.shipwheel.workflow]\ntestpypi = ${testpypi}\nsystems = ["ubuntu-latest"]\npython = ${JSON.stringify(pythons)}\n${action ? `action = "${NATIVE_ACTION}"\n` : ""}`;
  repository.commit("all", {
    ...DEMO_PROJECT,
    ...files,
    "pyproject.toml": `${files["pyproject.toml"] ?? DEMO_PYPROJECT}${workflow}`,
  });
  repository.git("remote", "add", "origin", "https://github.com/demo/demo.git");
  await using node = nodePorts({});
  const { root } = repository;
  const made = await generateWorkflows({ directory: root, shipwheel: "1.2.3", host: "github" }, node.ports);
  repository.commit(
    "ci: release",
    Object.fromEntries(made.files.map(({ path, after }) => [path, after] as const)),
  );
  repository.tag("v1.2.3", "demo-pkg 1.2.3");
  const own = {
    project: "demo-pkg",
    repository: "demo/demo",
    workflow: "release.yml",
    environment: "pypi",
    pending: true,
    ...publisher,
  } as NewPublisher;
  const test = { ...own, environment: "testpypi" } as NewPublisher;
  return open(root, repository, { pythons, publishers: { pypi: [own], testpypi: [test] } });
}

async function open(
  directory: string,
  scratch: Disposable,
  options: Pick<Parameters<typeof openWorkflowRehearsal>[0], "publishers" | "pythons">,
): Promise<ActWorld> {
  const node = nodePorts({});
  const rehearsal = await openWorkflowRehearsal(
    {
      directory,
      act: toolPath("act"),
      shipwheel: [process.execPath, join(inject("program"), "cli", "main.cjs")],
      actions: { ...(await artifactActions()), "shipwheel/shipwheel": nativeAction() },
      inputs: { release_tag: "main" },
      ...options,
    },
    node.ports,
  );
  return {
    rehearsal,
    async run(event, more) {
      const [only] = await rehearsal.run(event, more);
      const jobs = only?.jobs ?? [];
      return {
        jobs,
        results: Object.fromEntries(
          jobs.filter(({ cell }) => cell === "").map(({ job, result }) => [job, result]),
        ),
        log: (id) =>
          jobs
            .filter(({ job }) => job === id)
            .map(({ log }) => log)
            .join("\n"),
      };
    },
    async shown(index, project) {
      const { simpleUrl } = rehearsal.services.indexes[index];
      const answer = await fetch(`${simpleUrl}${project}/`, {
        headers: { accept: "application/vnd.pypi.simple.v1+json" },
      });
      if (answer.status === 404) return [];
      const { files } = (await answer.json()) as { readonly files: readonly { readonly filename: string }[] };
      return files.map(({ filename }) => filename).toSorted();
    },
    async [Symbol.asyncDispose]() {
      await rehearsal[Symbol.asyncDispose]();
      await node[Symbol.asyncDispose]();
      scratch[Symbol.dispose]();
    },
  };
}

/** A text changed at one place that has to be there. */
export function changed(text: string, from: string | RegExp, to: string): string {
  const after = text.replace(from, () => to);
  if (after === text) throw new Error(`the workflow has no ${String(from)}`);
  return after;
}

interface YamlJob {
  readonly [key: string]: unknown;
  readonly outputs?: Readonly<Record<string, string>>;
}

/**
 * "Re-run failed jobs": the jobs of an earlier run that passed keep their outputs and do nothing, all others run on
 * machines of their own.
 */
export function failedJobsOf(text: string, earlier: ActRunResult): string {
  const document = parse(text) as { jobs: Record<string, YamlJob> };
  for (const [id, job] of Object.entries(document.jobs)) {
    const cells = earlier.jobs.filter((each) => each.job === id);
    if (cells.some(({ result }) => result !== "success")) continue;
    const steps = cells.flatMap((each) => each.steps);
    const outputs = Object.entries(job.outputs ?? {}).map(([name, expression]) => {
      const [, step = "", output = ""] = /steps\.([\w-]+)\.outputs\.([\w-]+)/.exec(expression) ?? [];
      return [name, steps.find((each) => each.id === step)?.outputs[output] ?? ""] as const;
    });
    const { needs, if: condition } = job;
    document.jobs[id] = {
      ...(needs === undefined ? {} : { needs }),
      ...(condition === undefined ? {} : { if: condition }),
      "runs-on": "ubuntu-latest",
      permissions: {},
      outputs: Object.fromEntries(outputs),
      steps: [{ run: "true" }],
    };
  }
  return stringify(document, { lineWidth: 0 });
}

/** Installs from an index of the rehearsal with pip, into a directory of its own, and runs a line of Python there. */
export async function pipInstall(world: ActWorld, requirement: string, line: string): Promise<string> {
  using scratch = temporaryDirectory();
  const { simpleUrl } = world.rehearsal.services.indexes.pypi;
  const target = join(scratch.path, "site");
  const env = { ...process.env, PIP_FIND_LINKS: "", PYTHONPATH: target };
  const pip = ["-m", "pip", "install", "--quiet", "--no-deps", "--target", target];
  // Not synchronously: the index answers from this very process.
  await execute("python3", [...pip, "--index-url", simpleUrl, requirement], { env });
  const { stdout } = await execute("python3", ["-c", line], { env, cwd: scratch.path });
  return stdout.trim();
}
