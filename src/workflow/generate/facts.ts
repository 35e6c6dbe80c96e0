import type { PublishIndex } from "../../config/sections/publish.ts";
import type { Config } from "../../config/schema.ts";
import { admittedMinors, PYTHON_RELEASES } from "../../check/knowledge/python-releases.ts";
import { fault } from "../../findings/fault.ts";
import { ENDPOINTS } from "../../index-client/endpoints.ts";
import { buildsNativeCode } from "../../tree/native-code.ts";
import { MOST_CELLS } from "../../tree/workflows/model.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { normalizeName } from "../../version/names.ts";
import type { TagTemplate } from "../../version/tag-template.ts";

/** An index of `publish.indexes` that a route leads to. */
export interface PrivateIndex extends PublishIndex {
  readonly name: string;
  /** Whether releases go there; else only versions before them. */
  readonly isMain: boolean;
}

/** What the generated workflows are made from; nothing else may change them. */
export interface WorkflowFacts {
  readonly project: string;
  /** POSIX path of the project in its repository; empty for the top. */
  readonly directory: string;
  /** The version of shipwheel that the workflows run. */
  readonly shipwheel: string;
  readonly branch: string;
  /** GitHub's pattern of release tags. */
  readonly tags: string;
  /** Its pattern of development tags, which publish nothing. */
  readonly developmentTags: string;
  readonly pythons: readonly string[];
  /** The Pythons on which the published release is tried each day: the newest, and the one to come. */
  readonly watched: readonly string[];
  /** Runners that build wheels from the sdist with cibuildwheel; empty: one wheel fits all. */
  readonly wheels: readonly string[];
  /** Where the routes lead, if not to PyPI and TestPyPI. */
  readonly privateIndexes: readonly PrivateIndex[];
  readonly settings: Config["workflow"];
}

/** A runner of GitHub for each platform that most people have. */
const WHEEL_RUNNERS: readonly string[] = [
  "ubuntu-latest",
  "ubuntu-24.04-arm",
  "windows-latest",
  "macos-latest",
  "macos-15-intel",
];

/** Runners that build wheels; none where one wheel fits every platform. */
export function wheelRunners(
  tree: Parameters<typeof buildsNativeCode>[0],
  { workflow, check }: Pick<Config, "workflow" | "check">,
): readonly string[] {
  if (workflow.wheels !== undefined) return workflow.wheels;
  const isCompiled =
    check.contract.expect === undefined ? buildsNativeCode(tree) : check.contract.expect === "compiled";
  return isCompiled ? WHEEL_RUNNERS : [];
}

/** The Python that builds: the newest plain one of those that verify. */
export function buildPython({ pythons }: Pick<WorkflowFacts, "pythons">): string {
  const plain = pythons.filter((minor) => /^3\.\d+$/.test(minor));
  const newest = plain.toSorted((a, b) => Number(a.slice(2)) - Number(b.slice(2))).at(-1);
  return newest ?? pythons.at(-1) ?? "3";
}

/** A text in an expression. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The branch's ref as a text of an expression. */
export function branchRef({ branch }: Pick<WorkflowFacts, "branch">): string {
  return literal(`refs/heads/${branch}`);
}

/** The index of the project's own to which releases go; null: they go to PyPI. */
export function mainIndex({ privateIndexes }: Pick<WorkflowFacts, "privateIndexes">): PrivateIndex | null {
  return privateIndexes.find(({ isMain }) => isMain) ?? null;
}

function watchedPythons({ project }: Pick<SourceTree, "project">, today: Date): readonly string[] {
  const day = today.toISOString().slice(0, 10);
  const admitted = admittedMinors(project.requiresPython?.value ?? null);
  const usable = PYTHON_RELEASES.filter(
    ({ minor }) => minor !== "2.7" && (admitted?.includes(minor) ?? true),
  );
  const released = usable.filter((each) => each.released <= day).slice(-1);
  const next = PYTHON_RELEASES.find((each) => each.released > day);
  return [...released, ...(next !== undefined && usable.includes(next) ? [next] : [])].map(
    ({ minor }) => minor,
  );
}

function routedIndexes({
  release: { routes },
  publish,
}: Pick<Config, "release" | "publish">): readonly PrivateIndex[] {
  const ways = [routes.stable, routes.pre, routes.dev];
  // Releases go by the routes: who named an index for uploads alone means them, too.
  if (routes.stable in ENDPOINTS && !(publish.index in ENDPOINTS) && !ways.includes(publish.index))
    throw fault("workflow/index-not-routed", { index: publish.index, stable: routes.stable });
  const names = [...new Set(ways)];
  return names.flatMap((name) => {
    const index = publish.indexes[name];
    return index === undefined ? [] : [{ ...index, name, isMain: name === routes.stable }];
  });
}

/** What tells the workflows of one package from its neighbors'; empty for the project that is the whole repository. */
export function packageSuffix({ directory, project }: Pick<WorkflowFacts, "directory" | "project">): string {
  return directory === "" ? "" : `-${normalizeName(project)}`;
}

/** Characters that mean something in a filter pattern of GitHub. */
const PATTERN_CHARACTERS = /[*?+[\]!\\]/g;

/** Takes the facts from a tree. Pure but for the day, which decides which Pythons still get fixes. */
export function workflowFacts(
  tree: Pick<SourceTree, "project" | "backend" | "pyproject" | "setupPy">,
  config: Pick<Config, "workflow" | "check" | "release" | "publish">,
  {
    directory,
    template,
    branch,
    shipwheel,
    today,
  }: {
    readonly directory: string;
    readonly template: TagTemplate;
    readonly branch: string;
    readonly shipwheel: string;
    readonly today: Date;
  },
): WorkflowFacts {
  const project = tree.project.name?.value ?? "";
  const pythons = testedPythons(tree, config, today);
  const cells = pythons.length * config.workflow.systems.length;
  if (cells > MOST_CELLS) throw fault("workflow/too-many-cells", { cells });
  const privateIndexes = routedIndexes(config);
  const [before = "", after = ""] = template.format(project, "\0").split("\0").map(escapePattern);
  return {
    project,
    directory,
    shipwheel: config.workflow.version ?? shipwheel,
    branch: config.workflow.branch ?? branch,
    tags: `${before}[0-9]*${after}`,
    developmentTags: `${before}*dev*${after}`,
    pythons,
    watched: watchedPythons(tree, today),
    wheels: wheelRunners(tree, config),
    privateIndexes,
    // What is not for everybody never goes to TestPyPI.
    settings:
      mainIndex({ privateIndexes }) === null ? config.workflow : { ...config.workflow, testpypi: false },
  };
}

/** A text in a filter of branches or tags. */
export function escapePattern(text: string): string {
  return text.replaceAll(PATTERN_CHARACTERS, (each) => `\\${each}`);
}

/** The Pythons of the matrix: those of the settings, else the declared ones. */
export function testedPythons(
  tree: Pick<SourceTree, "project">,
  { workflow }: Pick<Config, "workflow">,
  today: Date,
): readonly string[] {
  return workflow.python.length > 0 ? workflow.python : declaredPythons(tree, today);
}

/** The minor versions that the classifiers name and requires-python admits, else all it admits that still get fixes. */
export function declaredPythons({ project }: Pick<SourceTree, "project">, today: Date): readonly string[] {
  const admitted = admittedMinors(project.requiresPython?.value ?? null);
  const day = today.toISOString().slice(0, 10);
  const alive = PYTHON_RELEASES.filter(
    ({ minor, released, endOfLife }) => minor !== "2.7" && released <= day && day < endOfLife,
  ).map(({ minor }) => minor);
  const named = new Set(
    project.classifiers.flatMap(
      ({ value }) => /^Programming Language :: Python :: (3\.\d+)$/.exec(value)?.[1] ?? [],
    ),
  );
  const usable = (admitted ?? alive).filter((minor) => alive.includes(minor));
  const stated = usable.filter((minor) => named.has(minor));
  const chosen = stated.length > 0 ? stated : usable;
  if (chosen.length > 0) return chosen;
  // One without fixes is better than one that pip refuses.
  const newest = PYTHON_RELEASES.findLast(
    ({ minor, released }) => released <= day && admitted?.includes(minor),
  );
  if (newest === undefined)
    throw fault("workflow/no-python", { requires: project.requiresPython?.value ?? "" });
  return [newest.minor];
}
