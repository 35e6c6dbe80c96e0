import type { Config } from "../../config/schema.ts";
import { admittedMinors, PYTHON_RELEASES } from "../../check/knowledge/python-releases.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import type { TagTemplate } from "../../version/tag-template.ts";

/** What the generated workflows are made from; nothing else may change them. */
export interface WorkflowFacts {
  readonly project: string;
  /** POSIX path of the project in its repository; empty for the top. */
  readonly directory: string;
  /** shipwheel's own version, which the workflows run. */
  readonly shipwheel: string;
  readonly branch: string;
  /** GitHub's pattern of release tags. */
  readonly tags: string;
  /** Its pattern of development tags, which publish nothing. */
  readonly developmentTags: string;
  readonly pythons: readonly string[];
  readonly settings: Config["workflow"];
}

/** Characters that mean something in a filter pattern of GitHub. */
const PATTERN_CHARACTERS = /[*?+[\]!\\]/g;

/** Takes the facts from a tree. Pure but for the day, which decides which Pythons still get fixes. */
export function workflowFacts(
  tree: Pick<SourceTree, "project">,
  config: Pick<Config, "workflow">,
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
  const [before = "", after = ""] = template.format(project, "\0").split("\0").map(escapePattern);
  return {
    project,
    directory,
    shipwheel,
    branch: config.workflow.branch ?? branch,
    tags: `${before}[0-9]*${after}`,
    developmentTags: `${before}*dev*${after}`,
    pythons: config.workflow.python.length > 0 ? config.workflow.python : declaredPythons(tree, today),
    settings: config.workflow,
  };
}

function escapePattern(text: string): string {
  return text.replaceAll(PATTERN_CHARACTERS, (each) => `\\${each}`);
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
  return chosen.length > 0 ? chosen : alive.slice(-1);
}
