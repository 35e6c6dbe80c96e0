import { ENDPOINTS } from "../../../index-client/endpoints.ts";
import {
  branchRef,
  buildPython,
  literal,
  mainIndex,
  type PrivateIndex,
  type WorkflowFacts,
} from "../facts.ts";
import { indexJob, privateVariables, TOKEN_SECRET } from "../private-index.ts";
import type { GeneratedJob } from "./job.ts";
import {
  attestProvenance,
  downloadMatching,
  downloadRelease,
  setUpNode,
  setUpPython,
  shipwheel,
  upload,
} from "./steps.ts";
import { DIGESTS } from "./verified-jobs.ts";

/** The journal of a job, inside the job's own directory, so that the next attempt can have it. */
const STATE = { XDG_STATE_HOME: "${{ github.workspace }}/state" };
const TOKEN = { GITHUB_TOKEN: "${{ github.token }}" };

const IS_VERIFIED = "!cancelled() && needs.verified.outputs.verified == 'true'";
const NO_FORK = "!github.event.repository.fork";
const OF_A_TAG = `github.event_name == 'push' && github.ref_type == 'tag' && ${NO_FORK}`;

/** A commit of the branch: its version is a development release. */
const OF_THE_BRANCH = (facts: WorkflowFacts): string =>
  `github.event_name == 'push' && github.ref == ${branchRef(facts)} && ${NO_FORK}`;

/** A commit of the branch, or a release. */
const OF_BRANCH_OR_TAG = (facts: WorkflowFacts): string =>
  `github.event_name == 'push' && (github.ref == ${branchRef(facts)} || github.ref_type == 'tag') && ${NO_FORK}`;

type Index = keyof typeof ENDPOINTS;

/** TestPyPI for each commit of the branch, and for a release before PyPI gets the same bytes. */
export function testPyPiOfPush(facts: WorkflowFacts): readonly GeneratedJob[] {
  return testPyPi(
    facts,
    `${IS_VERIFIED} && needs.plan.outputs.channel != 'none' && ${OF_BRANCH_OR_TAG(facts)}`,
  );
}

/** TestPyPI for the ref that a maintainer named. */
export function testPyPiOfDispatch(facts: WorkflowFacts): readonly GeneratedJob[] {
  const ref = `github.ref == ${branchRef(facts)}`;
  return testPyPi(
    facts,
    `${IS_VERIFIED} && github.event_name == 'workflow_dispatch' && ${ref} && ${NO_FORK}`,
  );
}

function testPyPi(facts: WorkflowFacts, condition: string): readonly GeneratedJob[] {
  return [
    publishJob("testpypi", facts, ["plan", "build", "verified"], condition),
    installedJob("testpypi", facts),
  ];
}

/** Indexes of the project's own that get development releases, or releases to come, alone. */
export function privateJobs(facts: WorkflowFacts): readonly GeneratedJob[] {
  return facts.privateIndexes
    .filter(({ isMain }) => !isMain)
    .map((index) =>
      privateJob(
        index,
        facts,
        ["plan", "build", "verified"],
        `${IS_VERIFIED} && needs.plan.outputs.channel == ${literal(index.name)} && ${OF_BRANCH_OR_TAG(facts)}`,
      ),
    );
}

/** Uploads with the token that the environment of the index has. */
function privateJob(
  index: PrivateIndex,
  facts: WorkflowFacts,
  needs: readonly string[],
  condition: string,
): GeneratedJob {
  const id = indexJob(index);
  return {
    id,
    name: `Publish to ${index.name}`,
    needs,
    condition,
    minutes: 15,
    permissions: {},
    environment: { name: index.name, url: JSON.stringify(index.simple ?? index.url) },
    steps: uploadSteps(id, index.name, facts, {
      env: privateVariables(index, `\${{ secrets.${TOKEN_SECRET} }}`),
    }),
  };
}

/** Provenance, draft, index, install, publish the release: in the order in which an immutable release can be made. */
export function releaseJobs(facts: WorkflowFacts): readonly GeneratedJob[] {
  const { testpypi, attest } = facts.settings;
  const own = mainIndex(facts);
  const before = [...(attest === "github" ? ["attest"] : []), ...(testpypi ? ["installed-testpypi"] : [])];
  const passed = before.map((job) => ` && needs.${job}.result == 'success'`).join("");
  const channel = literal(own?.name ?? "pypi");
  const isRelease = `${IS_VERIFIED} && needs.plan.outputs.channel == ${channel}`;
  const last = own === null ? "installed-pypi" : indexJob(own);
  return [
    ...(attest === "github" ? [attestJob(`${isRelease} && ${OF_A_TAG}`)] : []),
    {
      id: "draft-release",
      name: "Draft the GitHub release",
      needs: ["plan", "build", "verified", ...before],
      condition: `${isRelease}${passed} && ${OF_A_TAG}`,
      minutes: 15,
      permissions: { contents: "write: create the draft and attach the distributions" },
      steps: [
        downloadRelease(),
        setUpNode(facts),
        shipwheel("Draft the release and attach the files", "draft", facts, {
          env: { ...DIGESTS, ...TOKEN },
        }),
      ],
    },
    ...(own === null
      ? [
          publishJob(
            "pypi",
            facts,
            ["plan", "build", "verified", "draft-release"],
            `${isRelease} && needs.draft-release.result == 'success' && ${OF_A_TAG}`,
          ),
          installedJob("pypi", facts),
        ]
      : [
          privateJob(
            own,
            facts,
            ["plan", "build", "verified", "draft-release"],
            `${isRelease} && (needs.draft-release.result == 'success' && ${OF_A_TAG} || ${OF_THE_BRANCH(facts)})`,
          ),
        ]),
    {
      id: "publish-release",
      name: "Publish the GitHub release",
      needs: ["build", "draft-release", last],
      condition: `!cancelled() && needs.draft-release.result == 'success' && needs.${last}.result == 'success' && ${OF_A_TAG}`,
      minutes: 10,
      permissions: { contents: "write: turn the draft into a release" },
      steps: [
        downloadRelease(),
        setUpNode(facts),
        shipwheel("Publish the release", "announce", facts, { env: { ...DIGESTS, ...TOKEN } }),
      ],
    },
  ];
}

function attestJob(condition: string): GeneratedJob {
  return {
    id: "attest",
    name: "Attest",
    needs: ["plan", "build", "verified"],
    condition,
    minutes: 10,
    permissions: { "id-token": "write: sign the provenance", attestations: "write: store it" },
    steps: [downloadRelease(), attestProvenance()],
  };
}

/** Uploads by trusted publishing. */
function publishJob(
  index: Index,
  facts: WorkflowFacts,
  needs: readonly string[],
  condition: string,
): GeneratedJob {
  const { title } = ENDPOINTS[index];
  return {
    id: `publish-${index}`,
    name: `Publish to ${title}`,
    needs,
    condition,
    minutes: 15,
    permissions: { "id-token": "write: trusted publishing and its attestations" },
    environment: { name: facts.settings.environments[index], url: "${{ steps.publish.outputs.url }}" },
    steps: uploadSteps(index, title, facts, { id: "publish", env: { SHIPWHEEL_INDEX: index } }),
  };
}

/** The upload of a release that other jobs built: no checkout, no Python, no code of the project. */
function uploadSteps(
  place: string,
  title: string,
  facts: WorkflowFacts,
  { id, env }: { readonly id?: string; readonly env: Readonly<Record<string, string>> },
): GeneratedJob["steps"] {
  const journal = `journal-${place}`;
  return [
    downloadRelease(),
    downloadMatching("Restore the journal of an earlier attempt", journal, "state"),
    setUpNode(facts),
    shipwheel(`Publish to ${title}`, "publish", facts, {
      ...(id === undefined ? {} : { id }),
      env: { ...DIGESTS, ...STATE, ...env },
    }),
    upload(journal, "state/", { always: true }),
  ];
}

/** Installs from the index what was just published there. */
function installedJob(index: Index, facts: WorkflowFacts): GeneratedJob {
  const { title } = ENDPOINTS[index];
  return {
    id: `installed-${index}`,
    name: `Install from ${title}`,
    needs: ["build", `publish-${index}`],
    condition: `!cancelled() && needs.publish-${index}.result == 'success'`,
    minutes: 20,
    permissions: {},
    steps: [
      downloadRelease(),
      setUpPython(buildPython(facts)),
      setUpNode(facts),
      shipwheel(`Install from ${title} and smoke-test`, "installed", facts, {
        env: { ...DIGESTS, SHIPWHEEL_INDEX: index },
      }),
    ],
  };
}
