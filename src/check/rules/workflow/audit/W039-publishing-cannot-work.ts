import { child, scalarText, type YamlRange } from "../../../../tree/formats/yaml-file.ts";
import { input, mayWrite, type Job, type Step, type Workflow } from "../../../../tree/workflows/model.ts";
import { publishings, releaseJobs, type Publishing } from "../../../../tree/workflows/publishing.ts";
import { resolvedWorkflows } from "../../../../tree/workflows/composite-actions.ts";
import { ACTION_PINS } from "../../../knowledge/action-pins.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** Why a job cannot end well, and what to write instead. */
interface Obstacle {
  readonly place: YamlRange;
  readonly says: string;
  readonly help: string;
}

/** W039: a run of this workflow fails, whatever is published. */
export const publishingCannotWork: Rule = defineRule({
  code: "W039",
  slug: "publishing-cannot-work",
  title: "a release job always fails",
  severity: "error",
  needs: ["tree"],
  docs: {
    what: "A release job does something that GitHub or PyPA's action always rejects: a container action on another system than Linux, one artifact name for all jobs of a matrix, distributions in subfolders, a second upload with attestations, other files among the distributions, a GitHub release without the required permission, the same wheel from several jobs, or a version of upload-artifact that GitHub switched off.",
    why: "The job fails at the first release, after the tag is created, when part of the release may already be public.",
    fix: "change the job as the finding says",
    bad: "runs-on: windows-latest\nsteps:\n  - uses: pypa/gh-action-pypi-publish",
    good: "runs-on: ubuntu-latest\nsteps:\n  - uses: pypa/gh-action-pypi-publish",
    peers: ["shipwheel"],
  },
  async check(inputs) {
    const all = await resolvedWorkflows(inputs);
    const release = new Set(releaseJobs(all).map(({ job }) => job));
    return all.flatMap((workflow) =>
      workflow.jobs.flatMap((job) => {
        const own = publishings([workflow]).filter((each) => each.job === job);
        return [
          ...own.flatMap((each, at) => uploadObstacles(each, own.slice(0, at))),
          ...job.steps.flatMap((step) => stepObstacle(workflow, job, step) ?? []),
          ...(release.has(job) ? job.steps.flatMap((step) => retired(step) ?? []) : []),
        ].map(({ place, says, help }) => ({
          message: `the job ${job.id} ${says}`,
          help,
          location: workflow.file.locate(place),
          subject: `${workflow.file.path} ${job.id}`,
        }));
      }),
    );
  },
});

function uploadObstacles(publishing: Publishing, before: readonly Publishing[]): readonly Obstacle[] {
  const { job, step, tool } = publishing;
  const found = [manyJobs(publishing)];
  if (tool === "gh-action-pypi-publish") {
    const system = /^(?:windows|macos)-[\w.]+$/.exec(scalarText(child(job.node, "runs-on")) ?? "")?.[0];
    found.push(
      system === undefined
        ? null
        : {
            place: step.place,
            says: `runs gh-action-pypi-publish on ${system}, but container actions run only on Linux`,
            help: "build there, upload the files as an artifact, and publish them in a job with `runs-on: ubuntu-latest`",
          },
      inSubfolders(job, step),
      amongDistributions(job, step),
      secondUpload(job, step, before),
    );
  }
  return found.filter((each) => each !== null);
}

/** Each job of a matrix of Python versions builds the same pure wheel: all but the first one are rejected. */
function manyJobs({ job, step, command }: Publishing): Obstacle | null {
  const matrix = child(child(job.node, "strategy"), "matrix");
  const axis =
    matrix?.kind === "map" ? [...matrix.entries.keys()].find((name) => /^python/i.test(name)) : undefined;
  const isSkipped = scalarText(input(step, "skip-existing")) === "true" || /--skip-existing/.test(command);
  if (axis === undefined || isSkipped || step.if !== "" || job.if.includes("matrix.")) return null;
  return {
    place: step.place,
    says: `publishes once for each ${axis} of its matrix, but an index accepts a file name only once`,
    help: "publish in a separate job without a matrix that needs this one",
  };
}

/** Several artifacts are put into a folder each; the action looks into one. */
function inSubfolders(job: Job, step: Step): Obstacle | null {
  const folder = folderOf(scalarText(input(step, "packages-dir")) ?? "dist");
  const before = job.steps.slice(0, job.steps.indexOf(step));
  const at = before.findLastIndex(({ action }) => action === "actions/download-artifact");
  const download = before[at];
  if (download === undefined || before.slice(at + 1).some(({ run }) => run !== null)) return null;
  const isOne = ["name", "artifact-ids"].some((name) => input(download, name) !== null);
  if (isOne || scalarText(input(download, "merge-multiple")) === "true") return null;
  const path = scalarText(input(download, "path"));
  if (path === null || folderOf(path) !== folder) return null;
  return {
    place: download.place,
    says: `downloads each artifact into its own folder below ${folder}/, where gh-action-pypi-publish finds no distribution`,
    help: "add `merge-multiple: true` to the download",
  };
}

/** The action uploads everything in its folder, and takes nothing but distributions. */
function amongDistributions(job: Job, step: Step): Obstacle | null {
  const folder = folderOf(scalarText(input(step, "packages-dir")) ?? "dist");
  const before = job.steps.slice(0, job.steps.indexOf(step));
  const writes = new RegExp(`>>?\\s*["']?(?:\\./)?${folder.replaceAll(/[^\w/]/g, "\\$&")}/[\\w.-]+`);
  for (const [at, each] of before.entries()) {
    const signs =
      each.action === "sigstore/gh-action-sigstore-python" &&
      folderOf(scalarText(input(each, "inputs")) ?? "").startsWith(`${folder}/`);
    const isWritten = writes.test(each.run ?? "");
    const isCleared = before.slice(at + 1).some(({ run }) => /\b(?:rm|mv)\b/.test(run ?? ""));
    if ((signs || isWritten) && !isCleared)
      return {
        place: each.place,
        says: `puts files into ${folder}/ that are not distributions, before gh-action-pypi-publish uploads that folder`,
        help: "write them into another folder",
      };
  }
  return null;
}

/** The first upload leaves its attestations in the folder; the second one ends when it finds them. */
function secondUpload(job: Job, step: Step, before: readonly Publishing[]): Obstacle | null {
  const attests = (each: Publishing): boolean =>
    each.tool === "gh-action-pypi-publish" &&
    each.auth === "trusted" &&
    scalarText(input(each.step, "attestations")) !== "false" &&
    folderOf(scalarText(input(each.step, "packages-dir")) ?? "dist") ===
      folderOf(scalarText(input(step, "packages-dir")) ?? "dist");
  if (scalarText(input(step, "attestations")) === "false") return null;
  // A condition of its own may mean another event than the first one's.
  const isAlways = (text: string): boolean => text === "" || plain(text) === plain(job.if);
  const isAfter = (first: Step): boolean =>
    isAlways(first.if) ? isAlways(step.if) : plain(first.if) === plain(step.if);
  const met = before.find(
    (each) => isAfter(each.step) && attests(each) && !isRemovedAfter(each.step, step, job),
  );
  if (met === undefined) return null;
  return {
    place: step.place,
    says: "publishes twice with attestations: the second upload finds those of the first among the distributions",
    help: "add `attestations: false` to the first upload, or publish to each index in a separate job",
  };
}

/** Whether a step between the two takes the first upload's attestations away. */
function isRemovedAfter(first: Step, second: Step, { steps }: Job): boolean {
  const between = steps.slice(steps.indexOf(first) + 1, steps.indexOf(second));
  return between.some(({ run }) => /\b(?:rm|mv|find|Remove-Item)\b.*attestation/.test(run ?? ""));
}

/** A condition without what does not matter in it. */
function plain(condition: string): string {
  return condition.replaceAll(/\$\{\{|\}\}|\s/g, "").replace(/^always\(\)&&/, "");
}

const RELEASERS =
  /^(?:softprops\/action-gh-release|ncipollo\/release-action|svenstaro\/upload-release-action)$/;

function stepObstacle(workflow: Workflow, job: Job, step: Step): Obstacle | null {
  if (step.action === "actions/upload-artifact") return oneNameForAll(job, step);
  if (!RELEASERS.test(step.action)) return null;
  const isLimited = (job.permissions ?? workflow.permissions) !== null;
  const ownToken = ["token", "repo_token"].some((name) =>
    /secrets\.(?!GITHUB_TOKEN)/.test(scalarText(input(step, name)) ?? ""),
  );
  if (!isLimited || ownToken || mayWrite(workflow, job, "contents")) return null;
  return {
    place: step.place,
    says: `creates a release (${step.action}) without the permission contents: write`,
    help: "add `permissions: { contents: write }` to this job only",
  };
}

/** Versions whose services GitHub has switched off: it fails the job before the first step (2025). */
const RETIRED: Readonly<Record<string, number>> = {
  "actions/upload-artifact": 3,
  "actions/download-artifact": 3,
  "actions/cache": 2,
};

function retired({ action, uses, place }: Step): Obstacle | null {
  const major = Number(/@v?(\d+)(?:\.[\d.]*)?$/.exec(uses ?? "")?.[1] ?? Number.NaN);
  const last = RETIRED[action];
  if (last === undefined || !(major <= last)) return null;
  const pin = ACTION_PINS.get(action);
  return {
    place,
    says: `uses ${uses}, whose service GitHub has switched off: it fails the job at once`,
    help: `write ${action}@${pin?.commit ?? ""} # ${pin?.version ?? ""}`,
  };
}

/** An artifact's name is taken once in a run. */
function oneNameForAll(job: Job, step: Step): Obstacle | null {
  const matrix = child(child(job.node, "strategy"), "matrix");
  const name = scalarText(input(step, "name")) ?? "artifact";
  const axes = matrix?.kind === "map" ? [...matrix.entries.values()] : [];
  const isMany = axes.some(({ value }) => value.kind === "list" && value.items.length > 1);
  const isReplaced = scalarText(input(step, "overwrite")) === "true";
  if (!isMany || isReplaced || name.includes("${{") || step.if !== "" || job.if.includes("matrix."))
    return null;
  return {
    place: step.place,
    says: `uploads an artifact called ${name} from every job of its matrix: GitHub rejects the second one (409)`,
    help: `add what differs to its name: \`name: ${name}-\${{ strategy.job-index }}\``,
  };
}

function folderOf(path: string): string {
  return path.replace(/^\.\//, "").replace(/\/+$/, "");
}
