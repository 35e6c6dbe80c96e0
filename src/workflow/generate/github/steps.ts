import { ACTION_PINS } from "../../../check/knowledge/action-pins.ts";
import type { WorkflowFacts } from "../facts.ts";

/** A step as lines of YAML, not indented. */
export type StepLines = readonly string[];

/** Node.js that runs shipwheel. */
const NODE = "24";

/** `uses:` of an action that the table pins. */
function uses(action: string): string {
  const pin = ACTION_PINS.get(action);
  if (pin === undefined) throw new Error(`no pin for ${action}`);
  return `uses: ${action}@${pin.commit} # ${pin.version}`;
}

/** Checks out with the whole history and without leaving the token behind. */
export function checkout(ref?: string): StepLines {
  return [
    "- name: Check out",
    `  ${uses("actions/checkout")}`,
    "  with:",
    ...(ref === undefined ? [] : [`    ref: ${ref}`]),
    "    fetch-depth: 0 # the version and the changelog come from the history",
    "    persist-credentials: false",
  ];
}

/** A Python by its version, or by an expression. */
export function setUpPython(version: string, prereleases: boolean = false): StepLines {
  return [
    "- name: Set up Python",
    `  ${uses("actions/setup-python")}`,
    "  with:",
    `    python-version: ${version.startsWith("$") ? version : JSON.stringify(version)}`,
    ...(prereleases ? ["    allow-prereleases: true"] : []),
  ];
}

/** Node.js for {@link shipwheel}, without setup-node's own cache; the action brings its own. */
export function setUpNode({ settings }: Pick<WorkflowFacts, "settings">): StepLines {
  if (settings.action !== undefined) return [];
  return [
    "- name: Set up Node.js",
    `  ${uses("actions/setup-node")}`,
    "  with:",
    `    node-version: "${NODE}"`,
    "    package-manager-cache: false",
  ];
}

/** How every job runs shipwheel: the one place that decides it. Values reach it by variables, never by expressions in the command. */
export function shipwheel(
  name: string,
  job: string,
  facts: Pick<WorkflowFacts, "shipwheel" | "settings">,
  { id, env = {} }: { readonly id?: string; readonly env?: Readonly<Record<string, string>> } = {},
): StepLines {
  const variables = Object.entries(env).map(([key, value]) => `    ${key}: ${value}`);
  return [
    `- name: ${name}`,
    ...(id === undefined ? [] : [`  id: ${id}`]),
    ...(variables.length === 0 ? [] : ["  env:", ...variables]),
    ...(facts.settings.action === undefined
      ? [`  run: npx --yes shipwheel@${facts.shipwheel} workflow job ${job} --format github`]
      : [
          `  uses: ${facts.settings.action}`,
          "  with:",
          "    command: workflow job",
          `    arguments: ${job}`,
        ]),
  ];
}

/** Hands a directory over to later jobs. `always`: also after a failure. */
export function upload(
  name: string,
  path: string,
  { id, always }: { readonly id?: string; readonly always?: boolean } = {},
): StepLines {
  return [
    `- name: Hand over ${path.replace(/\/$/, "")}`,
    ...(id === undefined ? [] : [`  id: ${id}`]),
    ...(always === true ? ["  if: ${{ !cancelled() }}"] : []),
    `  ${uses("actions/upload-artifact")}`,
    "  with:",
    `    name: ${name}`,
    `    path: ${path}`,
    "    if-no-files-found: error",
    "    overwrite: true # a job that is run again replaces its own",
    "    retention-days: 30 # as long as failed jobs can be run again",
  ];
}

/** The release by the id that the build job gave: no later job can replace it. `job`: the one that handed it over. */
export function downloadRelease(job: "build" | "sdist" = "build"): StepLines {
  return [
    "- name: Fetch the release",
    `  ${uses("actions/download-artifact")}`,
    "  with:",
    `    artifact-ids: \${{ needs.${job}.outputs.artifact-id }}`,
    "    path: release",
    "    digest-mismatch: error",
  ];
}

/** Wheels for every Python of the runner's platform, from the sdist: all of one release have one source. */
export function buildWheels(): StepLines {
  return [
    "- name: Build the wheels",
    `  ${uses("pypa/cibuildwheel")}`,
    "  with:",
    "    package-dir: release/${{ needs.sdist.outputs.file }}",
    "    output-dir: wheels",
  ];
}

/** Artifacts whose names match; none is no error. */
export function downloadMatching(name: string, pattern: string, path: string): StepLines {
  return [
    `- name: ${name}`,
    `  ${uses("actions/download-artifact")}`,
    "  with:",
    `    pattern: ${pattern}`,
    `    path: ${path}`,
    "    merge-multiple: true",
    "    digest-mismatch: error",
  ];
}

/** GitHub's build provenance of the distributions. */
export function attestProvenance(): StepLines {
  return [
    "- name: Attest the provenance",
    `  ${uses("actions/attest-build-provenance")}`,
    "  with:",
    "    subject-path: release/dist/*",
  ];
}
