import { escapePattern, packageSuffix, type WorkflowFacts } from "../facts.ts";
import { renderWorkflow, type GeneratedJob } from "./job.ts";
import { privateJobs, releaseJobs, testPyPiOfDispatch, testPyPiOfPush } from "./publishing-jobs.ts";
import { setUpNode, setUpPython, shipwheel } from "./steps.ts";
import { verifiedJobs } from "./verified-jobs.ts";

interface Concurrency {
  readonly group: string;
  readonly cancels: boolean;
  readonly why: string;
}

function head(name: string, on: readonly string[], facts: WorkflowFacts, runs: Concurrency): string {
  const { settings, directory, project } = facts;
  return [
    `name: ${name}${directory === "" ? "" : ` ${project}`}`,
    "",
    "on:",
    ...on.map((line) => `  ${line}`),
    "",
    "permissions: {} # each job asks for what it needs",
    "",
    ...(settings["enterprise-server"]
      ? []
      : ["cache-mode: none # no job restores or saves a cache: nothing can be poisoned", ""]),
    "concurrency:",
    `  group: ${runs.group}`,
    `  cancel-in-progress: ${runs.cancels} # ${runs.why}`,
    "",
  ].join("\n");
}

const NEVER_CUT = { cancels: false, why: "an upload is never interrupted" };

/** A tag to PyPI and a GitHub release; each commit of the branch to TestPyPI. */
export function releaseWorkflow(facts: WorkflowFacts): string {
  const { testpypi } = facts.settings;
  const house = facts.privateIndexes.map(({ name }) => name).join(" or ");
  const developed = testpypi ? "TestPyPI" : house;
  const on = [
    "push:",
    ...(developed !== ""
      ? [
          `  branches: [${JSON.stringify(escapePattern(facts.branch))}] # a development release to ${developed}`,
          // Tags are not filtered by it.
          ...(facts.directory === "" ? [] : [`  paths: [${JSON.stringify(`${facts.directory}/**`)}]`]),
        ]
      : []),
    `  tags: [${JSON.stringify(facts.tags)}, ${JSON.stringify(`!${facts.developmentTags}`)}] # a release`,
  ];
  const group = `release${packageSuffix(facts)}-\${{ github.ref }}`;
  return renderWorkflow(head("Release", on, facts, { group, ...NEVER_CUT }), [
    ...verifiedJobs(facts, {}),
    ...(testpypi ? testPyPiOfPush(facts) : []),
    ...privateJobs(facts),
    ...releaseJobs(facts),
  ]);
}

/** Any ref to TestPyPI, by hand. */
export function testPyPiWorkflow(facts: WorkflowFacts): string {
  const on = [
    "workflow_dispatch:",
    "  inputs:",
    "    release_tag:",
    "      description: Tag, branch or commit to publish to TestPyPI",
    "      required: true",
    "      type: string",
  ];
  const ref = "${{ inputs.release_tag }}";
  return renderWorkflow(
    head("Publish to TestPyPI", on, facts, { group: `testpypi${packageSuffix(facts)}-${ref}`, ...NEVER_CUT }),
    [...verifiedJobs(facts, { ref, channel: "testpypi" }), ...testPyPiOfDispatch(facts)],
  );
}

/** Packaging of a pull request: nothing in it is secret, so that a fork gets nothing. */
export function pullRequestWorkflow(facts: WorkflowFacts): string {
  const group = `packaging${packageSuffix(facts)}-\${{ github.ref }}`;
  const runs = { group, cancels: true, why: "only the newest commit counts" };
  return renderWorkflow(
    head("Packaging", ["pull_request:"], facts, runs),
    verifiedJobs(facts, { channel: "none" }),
  );
}

/** The published release, installed each day, on the newest Python and the one to come. */
export function watchWorkflow(facts: WorkflowFacts): string {
  const pythons = facts.watched.map((each) => JSON.stringify(each));
  const job: GeneratedJob = {
    id: "watch",
    name: "Install the release on Python ${{ matrix.python }}",
    minutes: 20,
    permissions: {},
    strategy: ["fail-fast: false", "matrix:", `  python: [${pythons.join(", ")}]`],
    steps: [
      setUpPython("${{ matrix.python }}", true),
      setUpNode(facts),
      shipwheel("Install the newest release from PyPI and smoke-test it", "watch", facts, {
        env: {
          SHIPWHEEL_INDEX: "pypi",
          SHIPWHEEL_PROJECT: facts.project,
          SHIPWHEEL_PYTHON: "${{ matrix.python }}",
        },
      }),
    ],
  };
  const on = ["schedule:", `  - cron: "${minuteOf(facts.project)} 5 * * *"`, "workflow_dispatch:"];
  const runs = { group: `watch${packageSuffix(facts)}`, cancels: true, why: "only the newest run counts" };
  return renderWorkflow(head("Watch the release", on, facts, runs), [job]);
}

/** A minute of the hour that differs between projects and never changes for one. */
function minuteOf(project: string): number {
  return Array.from(project).reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 59, 7) + 1;
}
