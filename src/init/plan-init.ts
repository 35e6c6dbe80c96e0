import { join } from "node:path";
import { readConfig } from "../config/read-config.ts";
import { changelogAmong } from "../tree/changelog/changelog-files.ts";
import { PYTHON_RELEASES } from "../check/knowledge/python-releases.ts";
import { fault } from "../findings/fault.ts";
import { findForge } from "../forge/choose-forge.ts";
import { gitRunner } from "../git/git-runner.ts";
import type { Ports } from "../ports/ports.ts";
import { runbookDocument } from "../runbook/document.ts";
import { runbookFacts } from "../runbook/facts.ts";
import { runbookPlace } from "../runbook/place.ts";
import type { FileEdit } from "../text/file-edit.ts";
import { isNotAProject } from "../tree/not-a-project.ts";
import { readSourceTree, withTexts } from "../tree/read-source-tree.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { treeClaims } from "../trust/tree-claims.ts";
import { isKeyword } from "../python-source/identifiers.ts";
import { isValidName, normalizeName } from "../version/names.ts";
import { repositoryRoot, workflowsOf } from "../workflow/generate/read-facts.ts";
import type { InitAnswers, TemplateFacts } from "./answers.ts";
import { completePyproject } from "./complete-pyproject.ts";
import { TEMPLATE_FILES } from "./templates/registry.ts";

/** What is asked for. */
export interface InitRequest {
  readonly directory: string;
  /** What a new project is made from; null: the directory has a project. */
  readonly answers: InitAnswers | null;
  readonly host: "github" | "gitlab" | null;
  readonly workflows: boolean;
  readonly shipwheel: string;
}

/** What would be written: nothing that is there is replaced, but pyproject.toml gets what it lacks. */
export interface InitPlan {
  readonly isNew: boolean;
  /** Where the paths of the edits begin: the top directory of the repository. */
  readonly root: string;
  readonly edits: readonly FileEdit[];
  readonly notes: readonly string[];
}

/** Whether a directory has a project; throws `usage/arguments` where there is code and no project file. */
export async function hasProject(directory: string, ports: Ports): Promise<boolean> {
  const tree = await readSourceTree(directory, { allowNoGit: true, allowNoProject: true }, ports);
  if (tree.pyproject !== null || tree.setupPy !== null || tree.setupCfg !== null) return true;
  const code = tree.files.find(({ path }) => path.endsWith(".py"));
  if (code !== undefined)
    throw fault("usage/arguments", {
      reason: `there is code (${code.path}) but no pyproject.toml: run shipwheel migrate --write to create one`,
      command: "init",
    });
  return false;
}

/** Plans what a project lacks, or a whole new one. Nothing is written. */
export async function planInit(request: InitRequest, ports: Ports): Promise<InitPlan> {
  const plan = await planOfTree(request, ports);
  // What git does not know yet is no part of the tree, and is there all the same.
  const found = await Promise.all(plan.edits.map(({ path }) => ports.files.stat(join(plan.root, path))));
  return { ...plan, edits: plan.edits.filter(({ before }, at) => before !== null || found[at] === null) };
}

async function planOfTree(request: InitRequest, ports: Ports): Promise<InitPlan> {
  const { directory, answers } = request;
  const tree = await readSourceTree(directory, { allowNoGit: true, allowNoProject: true }, ports);
  const today = ports.clock.now().toISOString().slice(0, 10);
  const remote = tree.git?.remoteUrl ?? (await originOf(directory, ports));
  const notes: string[] = [];
  const texts = new Map<string, string>();
  if (answers !== null) {
    const isPackage = answers.template === "monorepo" || (tree.git?.prefix ?? "") !== "";
    const facts = templateFacts(answers, remote, today, isPackage ? PACKAGE_TAG : null);
    for (const [path, text] of TEMPLATE_FILES[answers.template](facts))
      if (!tree.has(path)) texts.set(path, text);
    if (facts.repository === null)
      notes.push("the repository's URL is unknown: add [project.urls], or use --repository URL");
  } else if (tree.pyproject !== null && !isNotAProject(tree)) {
    const completed = await completePyproject(tree, tree.pyproject, today);
    notes.push(...completed.notes);
    if (completed.text !== tree.pyproject.text) texts.set("pyproject.toml", completed.text);
  }
  const begun = withTexts(tree, texts);
  const asked = { ...request, remote };
  if (!isNotAProject(begun)) {
    const { added, outer } = await completeRelease(begun, asked, notes, ports);
    return planOf(tree, answers !== null, outer.root, new Map([...texts, ...added]), outer.texts, notes);
  }
  // A repository of several packages is none itself: each gets its own workflows, at the top.
  if (answers === null) return planOf(tree, false, tree.root, texts, new Map(), notes);
  const folder = `packages/${answers.name}`;
  const place = { root: repositoryRoot(tree), directory: `${tree.git?.prefix ?? ""}${folder}` };
  const member = memberTree(tree, folder, texts);
  const { added, outer } = await completeRelease(member, { ...asked, place }, notes, ports);
  for (const [path, text] of added) texts.set(`${folder}/${path}`, text);
  return planOf(tree, true, outer.root, texts, outer.texts, notes);
}

/** A package of a repository that begins with it, as if it were written. */
function memberTree(tree: SourceTree, directory: string, texts: ReadonlyMap<string, string>): SourceTree {
  const git = tree.git === null ? null : { ...tree.git, prefix: `${tree.git.prefix}${directory}/` };
  const empty = { ...tree, root: join(tree.root, directory), git, files: [], has: () => false };
  const own = Array.from(texts).flatMap(([path, text]): [string, string][] =>
    path.startsWith(`${directory}/`) ? [[path.slice(directory.length + 1), text]] : [],
  );
  return withTexts(empty, new Map(own));
}

type Asked = InitRequest & {
  readonly remote: string | null;
  readonly place?: { readonly root: string; readonly directory: string };
};

/** What a project lacks for its releases: changelog, workflows, runbook. `outer`: paths from the top of the repository. */
async function completeRelease(
  tree: SourceTree,
  request: Asked,
  notes: string[],
  ports: Ports,
): Promise<{
  readonly added: ReadonlyMap<string, string>;
  readonly outer: { readonly root: string; readonly texts: ReadonlyMap<string, string> };
}> {
  const added = new Map<string, string>();
  if (changelogAmong(tree.files.map(({ path }) => path)) === null) {
    const version = tree.project.version?.value;
    added.set(
      "CHANGELOG.md",
      version === undefined
        ? "# Changelog\n\n## Unreleased\n"
        : `# Changelog\n\n## ${version}\n\n- Changes up to this version are in the history of the repository.\n`,
    );
  }
  const outer = request.workflows
    ? await missingWorkflows(withTexts(tree, added), request, notes, ports)
    : { root: request.place?.root ?? tree.root, texts: new Map<string, string>() };
  const complete = withTexts(withTexts(tree, added), outer.texts);
  const place = runbookPlace(complete);
  if (!complete.has(place)) {
    const config = readConfig(complete.pyproject);
    const jobs = await treeClaims(complete, config.publish.publishers);
    const project = complete.project.name?.value ?? "";
    added.set(place, runbookDocument(runbookFacts({ tree: complete, config, project, jobs }, place), null));
  }
  if (!complete.files.some(({ path }) => /^(?:\.github\/|docs\/)?CONTRIBUTING(?:\.\w+)?$/i.test(path)))
    added.set(
      "CONTRIBUTING.md",
      `# Contributing\n\nTry the whole release before you propose a change to it: \`shipwheel rehearse\`.\n\n[${place}](${place}) describes how releases are made.\n`,
    );
  return { added, outer };
}

/** The workflows that are missing; none where another one publishes already. */
async function missingWorkflows(
  tree: SourceTree,
  { host: asked, shipwheel, remote, place }: Asked,
  notes: string[],
  ports: Ports,
): Promise<{ readonly root: string; readonly texts: Map<string, string> }> {
  const config = readConfig(tree.pyproject);
  const jobs = await treeClaims(tree, config.publish.publishers);
  const { variables } = ports.environment;
  const found = findForge({ forge: "auto", repository: null, remote, variables });
  const host = asked ?? config.workflow.host ?? found?.kind ?? null;
  const { root, files } = await workflowsOf(
    tree,
    config,
    { host, shipwheel, ...(place === undefined ? {} : { place }) },
    ports,
  );
  const isOurs = files.some(({ state }) => state === "same" || state === "stale");
  const open = files.filter(({ state }) => state === "new");
  const publishes = !isOurs && (jobs.length > 0 || files.some(({ state }) => state === "edited"));
  if (publishes && open.length > 0) {
    notes.push(
      "an existing workflow already publishes, so none is added: check it with shipwheel workflow check",
    );
    return { root, texts: new Map() };
  }
  return { root, texts: new Map(open.map(({ path, after }) => [path, after])) };
}

function planOf(
  tree: SourceTree,
  isNew: boolean,
  root: string,
  texts: ReadonlyMap<string, string>,
  outer: ReadonlyMap<string, string>,
  notes: readonly string[],
): InitPlan {
  const prefix = root === tree.root ? "" : (tree.git?.prefix ?? "");
  const edits = [
    ...Array.from(texts, ([path, after]) => ({
      path: `${prefix}${path}`,
      before: path === "pyproject.toml" ? (tree.pyproject?.text ?? null) : null,
      after,
    })),
    ...Array.from(outer, ([path, after]) => ({ path, before: null, after })),
  ];
  return { isNew, root, edits, notes };
}

/** Tags of a package among others: a tag is one package's release. */
const PACKAGE_TAG = "{name}-v{version}";

function templateFacts(
  answers: InitAnswers,
  remote: string | null,
  today: string,
  tag: string | null,
): TemplateFacts {
  const { name } = answers;
  if (!isValidName(name))
    throw fault("usage/arguments", {
      reason: `${JSON.stringify(name)} cannot be a project name: letters, digits, -, _ and . only; use --name ${nearestName(name)}`,
      command: "init",
    });
  if (/[^\P{C}\u200c\u200d]|[\u2028\u2029]/u.test(answers.description))
    throw fault("usage/arguments", {
      reason: `the description is one line of text, and not ${JSON.stringify(answers.description)}`,
      command: "init",
    });
  const word = normalizeName(name)
    .replaceAll("-", "_")
    .replace(/^(?=\d)/, "_");
  const module = isKeyword(word) ? `${word}_` : word;
  const pythons = PYTHON_RELEASES.filter(
    ({ minor, released, endOfLife }) => minor !== "2.7" && released <= today && today < endOfLife,
  ).map(({ minor }) => minor);
  return {
    ...answers,
    module,
    today,
    tag,
    pythons,
    repository: answers.repository ?? webAddress(remote),
  };
}

/** What comes next to a name among those that are allowed. */
function nearestName(name: string): string {
  const plain = name.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  const allowed = plain.replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "");
  return allowed === "" ? "NAME" : allowed;
}

/** The remote of a repository that has no commit yet; null: there is none. */
async function originOf(directory: string, ports: Ports): Promise<string | null> {
  const { status, stdout } = await gitRunner(directory, ports).run(["config", "--get", "remote.origin.url"]);
  return status === 0 ? stdout.trim() : null;
}

/** The repository's page, by the address of its remote. */
function webAddress(remote: string | null): string | null {
  const [, host, path] =
    /^(?:https?:\/\/(?:[^@/]*@)?|ssh:\/\/git@|git@)([\w.-]+)[/:]([\w./-]+?)(?:\.git)?\/?$/.exec(
      remote ?? "",
    ) ?? [];
  return host === undefined || path === undefined ? null : `https://${host}/${path}`;
}
