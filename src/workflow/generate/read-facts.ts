import { join } from "node:path";
import { readConfig } from "../../config/read-config.ts";
import type { Config } from "../../config/schema.ts";
import { fault } from "../../findings/fault.ts";
import { findForge } from "../../forge/choose-forge.ts";
import { mainBranch } from "../../git/main-branch.ts";
import type { Ports } from "../../ports/ports.ts";
import { isNotAProject, projectsBelow } from "../../tree/not-a-project.ts";
import { readSourceTree } from "../../tree/read-source-tree.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { projectTags } from "../../versioning/tags/project-tags.ts";
import { workflowFacts } from "./facts.ts";
import { generateFiles, type GeneratedFile } from "./generate.ts";
import { publishersOf, type PublisherRow } from "./publishers.ts";

/** What decides what is generated, beside the project. */
interface GenerateOptions {
  /** shipwheel's own version. */
  readonly shipwheel: string;
  readonly host: "github" | "gitlab" | null;
  /** Where the project is in its repository; absent: as git says. */
  readonly place?: { readonly root: string; readonly directory: string };
}

/** What the generator makes for a project, or for each package of a repository. */
export interface GeneratedWorkflows {
  readonly host: "github" | "gitlab";
  /** What has to be registered at the indexes before the first run. */
  readonly publishers: readonly PublisherRow[];
  /** What the jobs fetch from npm by its name; null where they use the action by its commit. */
  readonly fetched: string | null;
  /** Where the paths of the files begin: the top directory of the repository. */
  readonly root: string;
  readonly files: readonly GeneratedFile[];
}

/** Generates the workflows of the project in `directory`, or of each package below it where it is none; writes nothing. */
export async function generateWorkflows(
  { directory, ...options }: GenerateOptions & { readonly directory: string },
  ports: Ports,
): Promise<GeneratedWorkflows> {
  const tree = await readSourceTree(directory, { allowNoGit: true, allowNoProject: true }, ports);
  const members = isNotAProject(tree) ? await projectsBelow(tree) : [];
  if (members.length === 0) return workflowsOf(tree, readConfig(tree.pyproject), options, ports);
  const all: GeneratedWorkflows[] = [];
  for (const member of members) {
    const own = await readSourceTree(join(directory, member), { allowNoGit: true }, ports);
    all.push(await workflowsOf(own, readConfig(own.pyproject), options, ports));
  }
  const { host, root, fetched } = all[0] as GeneratedWorkflows;
  const publishers = all.flatMap((each) => each.publishers);
  // A pipeline of GitLab is one file, whose jobs would have the same names.
  if (host === "gitlab" && members.length > 1)
    throw fault("workflow/one-pipeline", { packages: members.join(", ") });
  const files = new Map(all.flatMap((each) => each.files.map((file) => [file.path, file] as const)));
  return { host, root, fetched, publishers, files: [...files.values()] };
}

/** The workflows of a tree, which may be one that would be. */
export async function workflowsOf(
  tree: SourceTree,
  config: Config,
  { shipwheel, host: asked, place }: GenerateOptions,
  ports: Ports,
): Promise<GeneratedWorkflows> {
  if (tree.project.name === null) throw fault("workflow/no-name");
  const { template } = await projectTags(tree, config, ports);
  const branch = tree.git === null ? "main" : await mainBranch(tree.root, ports);
  const facts = workflowFacts(tree, config, {
    directory: place?.directory ?? tree.git?.prefix.replace(/\/$/, "") ?? "",
    template,
    branch,
    shipwheel,
    today: ports.clock.now(),
  });
  const host = asked ?? config.workflow.host ?? hostOf(tree.git?.remoteUrl ?? null, ports) ?? "github";
  const [first] = facts.privateIndexes;
  if (host === "gitlab" && first !== undefined)
    throw fault("workflow/private-on-gitlab", {
      indexes: facts.privateIndexes.map(({ name }) => name).join(", "),
      first: first.name,
    });
  const root = place?.root ?? repositoryRoot(tree);
  const files = await generateFiles(host, facts, async (path) => {
    const full = join(root, path);
    return (await ports.files.stat(full)) === null ? null : ports.files.readText(full);
  });
  const isAction = host === "github" && facts.settings.action !== undefined;
  const fetched = isAction ? null : `shipwheel@${facts.shipwheel}`;
  return { host, publishers: publishersOf(host, facts), fetched, root, files };
}

/** The top directory of the repository, or of the tree without one. */
export function repositoryRoot({ root, git }: Pick<SourceTree, "root" | "git">): string {
  const depth = git?.prefix.split("/").filter(Boolean) ?? [];
  return join(root, ...depth.map(() => ".."));
}

function hostOf(
  remote: string | null,
  { environment }: Pick<Ports, "environment">,
): "github" | "gitlab" | null {
  return (
    findForge({ forge: "auto", repository: null, remote, variables: environment.variables })?.kind ?? null
  );
}
