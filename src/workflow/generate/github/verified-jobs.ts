import { buildPython, type WorkflowFacts } from "../facts.ts";
import type { GeneratedJob } from "./job.ts";
import {
  buildWheels,
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
    ...buildJobs(facts, ref),
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

const HANDED_ON = {
  "artifact-id": "steps.hand-over.outputs.artifact-id",
  digests: "steps.build.outputs.digests",
  name: "steps.build.outputs.name",
  version: "steps.build.outputs.version",
};

/** The job `build`, whose outputs bind all later ones: it builds all, or collects what a job for each platform built. */
function buildJobs(facts: WorkflowFacts, ref: string | undefined): readonly GeneratedJob[] {
  const python = setUpPython(buildPython(facts));
  const backends = (
    job: "build" | "sdist",
  ): Pick<GeneratedJob, "needs" | "minutes" | "permissions" | "steps"> => ({
    needs: ["plan"],
    minutes: 30,
    permissions: { contents: "read: check out; build backends run here, so nothing else" },
    steps: [
      checkout(ref),
      python,
      setUpNode(facts),
      shipwheel(`Build and check the ${job === "sdist" ? "sdist" : "distributions"}`, job, facts, {
        id: "build",
        env: { ...place(facts), SHIPWHEEL_CHANNEL: "${{ needs.plan.outputs.channel }}" },
      }),
      upload(job === "sdist" ? "sdist" : "release", "release/", { id: "hand-over" }),
    ],
  });
  if (facts.wheels.length === 0)
    return [{ id: "build", name: "Build", outputs: HANDED_ON, ...backends("build") }];
  return [
    {
      id: "sdist",
      name: "Build the sdist",
      outputs: { ...HANDED_ON, file: "steps.build.outputs.file" },
      ...backends("sdist"),
    },
    {
      id: "wheels",
      name: "Build wheels on ${{ matrix.os }}",
      needs: ["sdist"],
      runsOn: "${{ matrix.os }}",
      minutes: 60,
      permissions: {},
      strategy: [
        "fail-fast: false",
        "matrix:",
        `  os: [${facts.wheels.map((each) => JSON.stringify(each)).join(", ")}]`,
      ],
      steps: [downloadRelease("sdist"), buildWheels(), upload("wheels-${{ matrix.os }}", "wheels/")],
    },
    {
      id: "build",
      name: "Collect the distributions",
      needs: ["sdist", "wheels"],
      minutes: 15,
      permissions: {},
      outputs: HANDED_ON,
      steps: [
        downloadRelease("sdist"),
        downloadMatching("Fetch the wheels", "wheels-*", "wheels"),
        python,
        setUpNode(facts),
        shipwheel("Check the distributions together", "collect", facts, {
          id: "build",
          env: { SHIPWHEEL_DIGESTS: "${{ needs.sdist.outputs.digests }}" },
        }),
        upload("release", "release/", { id: "hand-over" }),
      ],
    },
  ];
}
