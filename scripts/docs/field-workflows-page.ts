import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import {
  isWork,
  OVERHEAD_GOAL,
  overheadOf,
  WORKFLOW_TIMES,
  type WorkflowTimes,
} from "../../bench/workflow-overhead.ts";
import { releaseWorkflow } from "../../src/workflow/generate/github/workflows.ts";
import { facts } from "../../tests/workflow/facts.ts";

/** How a project releases: read in its own files. */
interface FieldRow {
  readonly who: string;
  readonly trigger: string;
  /** Whether the job that runs the build backend may ask for an identity. */
  readonly buildMaySign: string;
  readonly publishJob: string;
  readonly handOver: string;
  readonly testpypi: string;
  readonly attests: string;
  readonly hostRelease: string;
  readonly concurrency: string;
  /** Findings of zizmor as an auditor, and of actionlint. */
  readonly linters: string;
}

/** Read at the newest stored snapshots of November 2026; linters: zizmor 1.32.0 and actionlint 1.7.12, without configuration. */
const FIELD: readonly FieldRow[] = [
  {
    who: "hynek/structlog, python-attrs/attrs",
    trigger: "push of main and of every tag, published release",
    buildMaySign:
      "yes: the job that runs the backend also restores a cache and pipes a download into a shell",
    publishJob: "environment, `id-token` only",
    handOver: "by name",
    testpypi: "yes",
    attests: "GitHub and PEP 740",
    hostRelease: "by hand, first",
    concurrency: "cancels a run that uploads",
    linters: "0 / 0",
  },
  {
    who: "pypa/packaging",
    trigger: "by hand, with a full commit id",
    buildMaySign: "no",
    publishJob: "environment and URL, fork guard, wants a tag at that commit",
    handOver: "by name",
    testpypi: "no",
    attests: "PEP 740",
    hostRelease: "no",
    concurrency: "cancels",
    linters: "0 / 0",
  },
  {
    who: "urllib3/urllib3",
    trigger: "push of main and of tags",
    buildMaySign: "no",
    publishJob: "`id-token` and `contents: write` in one job",
    handOver: "by artifact id; digests made and not used",
    testpypi: "yes",
    attests: "PEP 740",
    hostRelease: "draft before PyPI",
    concurrency: "none",
    linters: "1 / 0",
  },
  {
    who: "sigstore/sigstore-python",
    trigger: "published release",
    buildMaySign: "yes: it signs in the build",
    publishJob: "`id-token`, no environment",
    handOver: "all artifacts, by name",
    testpypi: "no",
    attests: "GitHub, a job of its own",
    hostRelease: "first, then its files",
    concurrency: "none",
    linters: "10 / 1",
  },
  {
    who: "psf/black",
    trigger: "published release, pull request, main",
    buildMaySign: "no",
    publishJob: "environment; two jobs publish one version",
    handOver: "by a pattern of names",
    testpypi: "no",
    attests: "PEP 740",
    hostRelease: "first",
    concurrency: "none",
    linters: "4 / 0",
  },
  {
    who: "pypa/twine",
    trigger: "every tag",
    buildMaySign: "no",
    publishJob: "`id-token` and `contents: write`, no environment",
    handOver: "by name",
    testpypi: "no",
    attests: "PEP 740",
    hostRelease: "no",
    concurrency: "none",
    linters: "2 / 0",
  },
  {
    who: "pypa/build",
    trigger: "tags and published releases: two triggers publish",
    buildMaySign: "no",
    publishJob: "environment, and attestations",
    handOver: "by name",
    testpypi: "no",
    attests: "GitHub",
    hostRelease: "made without waiting",
    concurrency: "cancels",
    linters: "0 / 0",
  },
  {
    who: "astral-sh/uv",
    trigger: "by hand, with a tag or as a dry run",
    buildMaySign: "reusable workflows",
    publishJob: "an environment that two people approve; caches off",
    handOver: "by patterns of names",
    testpypi: "no",
    attests: "GitHub",
    hostRelease: "after PyPI",
    concurrency: "none",
    linters: "17 / 12",
  },
  {
    who: "the sample of PyPA's guide",
    trigger: "every push",
    buildMaySign: "no",
    publishJob: "environment, `id-token`; actions by tag",
    handOver: "by name",
    testpypi: "yes",
    attests: "PEP 740",
    hostRelease: "no",
    concurrency: "none",
    linters: "10 / not run",
  },
];

interface GeneratedWorkflow {
  readonly on: { readonly push: Readonly<Record<string, unknown>> };
  readonly concurrency: { readonly "cancel-in-progress": boolean };
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly permissions: Readonly<Record<string, string>>;
        readonly environment?: unknown;
        readonly needs?: readonly string[];
      }
    >
  >;
}

/** What the generator really writes, read back from it. */
function ours(): FieldRow {
  const text = releaseWorkflow(facts());
  const { on, concurrency, jobs } = parse(text) as GeneratedWorkflow;
  const has = (job: string, scope: string): boolean => jobs[job]?.permissions[scope] === "write";
  const publisher = Object.keys(jobs["publish-pypi"]?.permissions ?? {}).join(", ");
  return {
    who: "`shipwheel workflow generate`",
    trigger: `push of ${Object.keys(on.push).join(" and ")}`,
    buildMaySign: has("build", "id-token") || has("verify", "id-token") ? "yes" : "no",
    publishJob: `${jobs["publish-pypi"]?.environment === undefined ? "no environment" : "environment and URL"}, \`${publisher}\` only, no checkout, no Python`,
    handOver: `${text.includes("artifact-ids:") ? "by artifact id" : "by name"}, and by ${text.includes("SHIPWHEEL_DIGESTS") ? "the digest of every file" : "nothing else"}`,
    testpypi: "publish-testpypi" in jobs ? "yes" : "no",
    attests: `${"attest" in jobs ? "GitHub, a job of its own; " : ""}PEP 740`,
    hostRelease:
      jobs["publish-pypi"]?.needs?.includes("draft-release") === true
        ? "draft, then PyPI, then published"
        : "no",
    concurrency: concurrency["cancel-in-progress"] ? "cancels" : "never cancels an upload",
    linters: "0 / 0",
  };
}

const COLUMNS: readonly (readonly [keyof FieldRow, string])[] = [
  ["who", "project"],
  ["trigger", "starts at"],
  ["buildMaySign", "the build may sign"],
  ["publishJob", "job that publishes"],
  ["handOver", "files are handed over"],
  ["testpypi", "each commit to TestPyPI"],
  ["attests", "attestations"],
  ["hostRelease", "GitHub release"],
  ["concurrency", "concurrency"],
  ["linters", "zizmor / actionlint"],
];

/** What the recorded run of the tag workflow says. */
function overhead(): string {
  const text = readFileSync(join(import.meta.dirname, "..", "..", WORKFLOW_TIMES), "utf8");
  const times = JSON.parse(text) as WorkflowTimes;
  const { example, act, measured, cores, load, steps } = times;
  const own = overheadOf(times);
  const work = steps.filter(isWork).reduce((sum, { seconds }) => sum + seconds, 0);
  const goal = own <= OVERHEAD_GOAL ? "within" : "over";
  return `A tag of the example ${example}, run through act ${act.replace(/^v/, "")} on ${measured}: all steps but building, testing and installing took ${own.toFixed(1)} s in ${new Set(steps.map(({ job }) => job)).size} jobs, ${goal} the goal of
${OVERHEAD_GOAL} s; building, testing and installing took ${work.toFixed(1)} s. The machine has ${cores} cores, and its load was ${load.before} before and ${load.after} after; a load above the number of cores makes every step slower.
\`npm run act:record\` measures it again.`;
}

/** `docs/explanation/workflows-of-the-field.md`. */
export function fieldWorkflowsPage(): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rows = [...FIELD, ours()].map((each) => row(COLUMNS.map(([name]) => each[name])));
  return `<!-- Generated by \`npm run docs\`; do not edit. -->

# The field's release workflows

How well-known projects release, read in their own files in November 2026, against what \`shipwheel workflow generate\` writes. The last row is read from the generator itself, and a test runs both linters on
every configuration of it (actionlint 1.7.12 predates the key \`cache-mode\`, which the generated \`.github/actionlint.yaml\` says).

${row(COLUMNS.map(([, title]) => title))}
${row(COLUMNS.map(() => "---"))}
${rows.join("\n")}

Zero findings of the linters are necessary, not sufficient: four of these projects have none and hand their files over by name. A job without any permission can replace an artifact by its name; the
release is then what that job made. In a generated workflow the publishing jobs fetch the artifact by the id that the build job gave and compare the digest of every file, so that such a run is
stopped: \`npm run act\` shows both.

## What the generated workflow costs itself

${overhead()}
`;
}
