import { parse } from "smol-toml";
import type { SourceTree } from "../tree/source-tree.ts";
import { environmentOf } from "../tree/workflows/publishing.ts";
import { input, type Job, type Workflow } from "../tree/workflows/model.ts";
import { child, scalarText } from "../tree/formats/yaml-file.ts";
import { normalizeName } from "../version/names.ts";
import type { JobClaims, ProjectDoubt } from "./job-claims.ts";

/** Folders whose projects are data of tests or of documentation, and are never published. */
const NOT_RELEASED =
  /(?:^|\/)(?:tests?|testing|fixtures?|examples?|docs?|vendor(?:ed)?|third_party|bench\w*|templates?|samples?|demos?|\.[^./][^/]*)\//i;

/** Names that workflows use for other things than a project. */
const COMMON = /^(?:build|release|publish|tests?|dist|docs?|pypi|upload|deploy|python|project|package|ci)$/;

/** More than any workspace has. */
const MOST_PROJECTS = 200;

/** The names of the other projects of the repository, normalized. */
export async function otherProjects({ neighbours, project }: SourceTree): Promise<readonly string[]> {
  const paths = (await neighbours.list("pyproject.toml")).filter((path) => !NOT_RELEASED.test(path));
  const names = await Promise.all(
    paths.slice(0, MOST_PROJECTS).map(async (path) => {
      const bytes = await neighbours.readBytes(path);
      return bytes === null ? null : nameOf(new TextDecoder().decode(bytes));
    }),
  );
  const own = normalizeName(project.name?.value ?? "");
  return [...new Set(names.flatMap((name) => (name === null ? [] : normalizeName(name))))].filter(
    (name) => name !== own,
  );
}

function nameOf(text: string): string | null {
  try {
    const { project } = parse(text);
    const name = typeof project === "object" && "name" in project ? project["name"] : null;
    return typeof name === "string" ? name : null;
  } catch {
    // A pyproject.toml that cannot be read names no project.
    return null;
  }
}

/**
 * The jobs with what keeps the project of their uploads from being known: a job that names another project of the
 * repository publishes that one, and of several jobs for one index that name none, nothing says which publishes which.
 */
export function withDoubts(
  jobs: readonly JobClaims[],
  workflows: readonly Workflow[],
  own: string,
  others: readonly string[],
): readonly JobClaims[] {
  if (others.length === 0) return jobs;
  const named = jobs.map((job) => ({ job, names: namesOf(job, workflows, [normalizeName(own), ...others]) }));
  const open = named.filter(({ names }) => names.length === 0);
  const taken = new Set(named.flatMap(({ names }) => names));
  const untold = others.filter((name) => !taken.has(name));
  return named.map(({ job, names }) => {
    const doubt = doubtOf(job, names, own) ?? (names.length === 0 ? amongOf(job, open, untold) : null);
    return doubt === null ? job : { ...job, doubt };
  });
}

function doubtOf({ job }: JobClaims, names: readonly string[], own: string): ProjectDoubt | null {
  const [first = null] = names;
  if (first === null || names.includes(normalizeName(own))) return null;
  return { project: first, why: `the job ${job} names ${first}, not ${own}` };
}

/** Of one job, or where every other project has a job of its own, it is the tree's. */
function amongOf(
  { index }: JobClaims,
  open: readonly { readonly job: JobClaims }[],
  untold: readonly string[],
): ProjectDoubt | null {
  const places = new Set(
    open.filter(({ job }) => job.index === index).map(({ job }) => `${job.file} ${job.job}`),
  );
  if (places.size < 2 || untold.length === 0) return null;
  const shown = untold.length > 3 ? `${untold.slice(0, 3).join(", ")}, …` : untold.join(", ");
  return {
    project: null,
    why: `${places.size} jobs publish to one index, and the repository also has ${shown}`,
  };
}

/** The projects that a job names: by its id, else its file, its tags (all jobs of a file have them), its material. */
function namesOf(job: JobClaims, workflows: readonly Workflow[], all: readonly string[]): readonly string[] {
  const node = workflows.find(({ file }) => file.path === job.file)?.jobs.find(({ id }) => id === job.job);
  const places = [
    [job.job],
    [job.file, job.caller ?? ""].map((path) => path.split("/").at(-1) ?? ""),
    job.refs.flatMap(({ pattern }) => pattern ?? []),
    node === undefined ? [] : materialOf(node),
  ];
  return places.map((texts) => mentioned(texts, all)).find((names) => names.length > 0) ?? [];
}

function materialOf(job: Job): readonly string[] {
  const texts = [
    environmentOf(job),
    scalarText(child(child(job.node, "environment"), "url")),
    scalarText(child(child(child(job.node, "defaults"), "run"), "working-directory")),
    ...job.steps.flatMap((step) => [
      scalarText(child(step.node, "working-directory")),
      ...["name", "pattern", "path", "packages-dir", "packages_dir"].map((each) =>
        scalarText(input(step, each)),
      ),
    ]),
  ];
  // Of an address of a repository the owner's name is often a project's.
  return texts.flatMap((text) => (text === null ? [] : text.replace(/^https?:\/\/github\.com\/\S*/, "")));
}

/** The longest names first: `pydantic_core_files` names pydantic-core and not pydantic. */
function mentioned(texts: readonly string[], all: readonly string[]): readonly string[] {
  let rest = texts.join("\n").toLowerCase();
  const found: string[] = [];
  for (const name of all.toSorted((a, b) => b.length - a.length)) {
    if (name.length < 3 || COMMON.test(name)) continue;
    const pattern = new RegExp(`(?<![a-z0-9])${name.replaceAll("-", "[-_.]+")}(?![a-z0-9])`, "g");
    const without = rest.replaceAll(pattern, " ");
    if (without !== rest) found.push(name);
    rest = without;
  }
  return found;
}
