import type { WorkflowFacts } from "../facts.ts";
import type { GeneratedJob } from "./job.ts";
import {
  checkout,
  downloadMatching,
  downloadRelease,
  setUpNode,
  setUpPython,
  shipwheel,
  upload,
} from "./steps.ts";

/** By what a job holds the release to be the one that was built. */
export const DIGESTS = { SHIPWHEEL_DIGESTS: "${{ needs.build.outputs.digests }}" };

/** Where the project is, when it is not the whole repository. */
function place({ directory }: WorkflowFacts): Readonly<Record<string, string>> {
  return directory === "" ? {} : { SHIPWHEEL_DIRECTORY: JSON.stringify(directory) };
}

/** What a workflow builds, and where its version may go. */
export interface Source {
  /** The ref that is checked out; absent: what started the workflow. */
  readonly ref?: string;
  /** Absent: by the event. */
  readonly channel?: "testpypi" | "none";
}

/** plan, build, verify, verified: the part that every workflow has, without any permission worth having. */
export function verifiedJobs(facts: WorkflowFacts, { ref, channel }: Source): readonly GeneratedJob[] {
  return [
    {
      id: "plan",
      name: "Plan",
      minutes: 10,
      permissions: { contents: "read: check out" },
      outputs: {
        channel: "steps.plan.outputs.channel",
        matrix: "steps.plan.outputs.matrix",
        plan: "steps.plan.outputs.plan",
      },
      steps: [
        checkout(ref),
        setUpNode(facts),
        shipwheel("Plan the release", "plan", facts, {
          id: "plan",
          env: { ...place(facts), ...(channel === undefined ? {} : { SHIPWHEEL_CHANNEL: channel }) },
        }),
      ],
    },
    {
      id: "build",
      name: "Build",
      needs: ["plan"],
      minutes: 30,
      permissions: { contents: "read: check out; build backends run here, so nothing else" },
      outputs: {
        "artifact-id": "steps.hand-over.outputs.artifact-id",
        digests: "steps.build.outputs.digests",
        name: "steps.build.outputs.name",
        version: "steps.build.outputs.version",
      },
      steps: [
        checkout(ref),
        setUpPython(facts.pythons.at(-1) ?? "3"),
        setUpNode(facts),
        shipwheel("Build and check the distributions", "build", facts, {
          id: "build",
          env: { ...place(facts), SHIPWHEEL_CHANNEL: "${{ needs.plan.outputs.channel }}" },
        }),
        upload("release", "release/", { id: "hand-over" }),
      ],
    },
    {
      id: "verify",
      name: "Verify on ${{ matrix.os }}, Python ${{ matrix.python }}",
      needs: ["plan", "build"],
      runsOn: "${{ matrix.os }}",
      minutes: 30,
      permissions: {},
      strategy: ["fail-fast: false", "matrix: ${{ fromJSON(needs.plan.outputs.matrix) }}"],
      steps: [
        downloadRelease(),
        setUpPython("${{ matrix.python }}"),
        setUpNode(facts),
        shipwheel("Install and smoke-test", "verify", facts, {
          env: {
            ...DIGESTS,
            SHIPWHEEL_PLAN: "${{ needs.plan.outputs.plan }}",
            SHIPWHEEL_CELL: "${{ matrix.cell }}",
            SHIPWHEEL_PYTHON: "${{ matrix.python }}",
          },
        }),
        upload("result-${{ matrix.cell }}", "results/", { always: true }),
      ],
    },
    {
      id: "verified",
      name: "Verified # the one required status check",
      needs: ["plan", "build", "verify"],
      condition: "!cancelled()",
      minutes: 10,
      permissions: {},
      outputs: { verified: "steps.verified.outputs.verified" },
      steps: [
        downloadMatching("Fetch the results", "result-*", "results"),
        setUpNode(facts),
        shipwheel("Require one passed result for every cell", "verified", facts, {
          id: "verified",
          env: { ...DIGESTS, SHIPWHEEL_PLAN: "${{ needs.plan.outputs.plan }}" },
        }),
      ],
    },
  ];
}
