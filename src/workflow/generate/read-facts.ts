import { join } from "node:path";
import { readConfig } from "../../config/read-config.ts";
import type { Config } from "../../config/schema.ts";
import { fault } from "../../findings/fault.ts";
import { findForge } from "../../forge/choose-forge.ts";
import { mainBranch } from "../../git/main-branch.ts";
import type { Ports } from "../../ports/ports.ts";
import { readSourceTree } from "../../tree/read-source-tree.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { projectTags } from "../../versioning/tags/project-tags.ts";
import { workflowFacts, type WorkflowFacts } from "./facts.ts";
import { generateFiles, type GeneratedFile } from "./generate.ts";

/** What decides what is generated, beside the project. */
interface GenerateOptions {
  /** shipwheel's own version. */
  readonly shipwheel: string;
  readonly host: "github" | "gitlab" | null;
}

/** What the generator makes for a project. */
export interface GeneratedWorkflows {
  readonly host: "github" | "gitlab";
  readonly facts: WorkflowFacts;
  /** Where the paths of the files begin: the top directory of the repository. */
  readonly root: string;
  readonly files: readonly GeneratedFile[];
}

/** Generates the workflows of the project in `directory`; writes nothing. */
export async function generateWorkflows(
  { directory, ...options }: GenerateOptions & { readonly directory: string },
  ports: Ports,
): Promise<GeneratedWorkflows> {
  const tree = await readSourceTree(directory, { allowNoGit: true }, ports);
  return workflowsOf(tree, readConfig(tree.pyproject), options, ports);
}

/** The workflows of a tree, which may be one that would be. */
export async function workflowsOf(
  tree: SourceTree,
  config: Config,
  { shipwheel, host: asked }: GenerateOptions,
  ports: Ports,
): Promise<GeneratedWorkflows> {
  if (tree.project.name === null) throw fault("workflow/no-name");
  const { template } = await projectTags(tree, config, ports);
  const branch = tree.git === null ? "main" : await mainBranch(tree.root, ports);
  const facts = workflowFacts(tree, config, {
    directory: tree.git?.prefix.replace(/\/$/, "") ?? "",
    template,
    branch,
    shipwheel,
    today: ports.clock.now(),
  });
  const host = asked ?? config.workflow.host ?? hostOf(tree.git?.remoteUrl ?? null, ports) ?? "github";
  const root =
    tree.git === null
      ? tree.root
      : join(
          tree.root,
          ...tree.git.prefix
            .split("/")
            .filter(Boolean)
            .map(() => ".."),
        );
  const files = await generateFiles(host, facts, async (path) => {
    const full = join(root, path);
    return (await ports.files.stat(full)) === null ? null : ports.files.readText(full);
  });
  return { host, facts, root, files };
}

function hostOf(
  remote: string | null,
  { environment }: Pick<Ports, "environment">,
): "github" | "gitlab" | null {
  return (
    findForge({ forge: "auto", repository: null, remote, variables: environment.variables })?.kind ?? null
  );
}
