import { join } from "node:path";
import { readConfig } from "../../config/read-config.ts";
import type { Config } from "../../config/schema.ts";
import { fault } from "../../findings/fault.ts";
import type { Ports } from "../../ports/ports.ts";
import { readSourceTree } from "../../tree/read-source-tree.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import type { Workflow } from "../../tree/workflows/model.ts";
import { workflows } from "../../tree/workflows/read-workflows.ts";
import type { NewPublisher } from "../../index-server/oidc/publishers.ts";
import { githubClaims } from "../../trust/github-claims.ts";
import { known, valueOf } from "../../trust/job-claims.ts";
import { asPublisher } from "../../trust/publisher-form.ts";
import { repositoryOf } from "../../trust/repository-of.ts";
import { readProjectVersion } from "../../versioning/project-version.ts";
import { projectTags } from "../../versioning/tags/project-tags.ts";
import { testedPythons } from "../generate/facts.ts";
import { baseVersion, parseVersion } from "../../version/pep440.ts";
import { workflowTrees } from "../check/workflow-trees.ts";
import type { RegisteredPublishers } from "./run-services.ts";

/** The repository whose workflows are rehearsed, as far as the tree tells it. */
export interface RehearsedRepository {
  readonly tree: SourceTree;
  readonly config: Config;
  readonly project: string;
  /** `owner/name`. */
  readonly name: string;
  readonly topLevel: string;
  readonly commit: string;
  readonly branch: string;
  /** The release's tag: that of HEAD, else the one that HEAD's version would get. */
  readonly tag: string;
  readonly isTagged: boolean;
  /** The Pythons of its matrix. */
  readonly declared: readonly string[];
  /** Tracked or not. */
  readonly workflows: readonly Workflow[];
  /** Those that the settings record; where they record none, those that the publishing jobs ask for. */
  readonly publishers: RegisteredPublishers;
}

/** Reads it. Throws `config/no-git` for a plain directory, `workflow/none` for one without workflows. */
export async function readRehearsedRepository(directory: string, ports: Ports): Promise<RehearsedRepository> {
  const tree = await readSourceTree(directory, { allowNoGit: false }, ports);
  const config = readConfig(tree.pyproject);
  const topLevel = tree.git?.topLevel ?? tree.root;
  const found = await workflowTrees([topLevel], ports);
  const all = (await Promise.all(found.map(({ tree: of }) => workflows({ tree: of })))).flat();
  if (all.length === 0) throw fault("workflow/none", { paths: join(topLevel, ".github", "workflows") });
  const project = tree.project.name?.value ?? "";
  const { template, releases } = await projectTags(tree, config, ports);
  const own = releases.find(({ atHead }) => atHead)?.name ?? null;
  const version = { directory, python: null, offline: true };
  const tag = own ?? template.format(project, releaseOf((await readProjectVersion(version, ports)).public));
  const name = valueOf(repositoryOf(tree.git, "github")) ?? "rehearsal/project";
  return {
    tree,
    config,
    project,
    name,
    topLevel,
    commit: tree.git?.head ?? "",
    branch: config.workflow.branch ?? tree.git?.branch ?? "main",
    tag,
    isTagged: own !== null,
    declared: testedPythons(tree, config, ports.clock.now()),
    workflows: all,
    publishers: {
      pypi: publishersOf("pypi", config, all, name, tag, project),
      testpypi: publishersOf("testpypi", config, all, name, tag, project),
    },
  };
}

/** The release that a development version is on its way to: no other gets a tag. */
function releaseOf(version: string): string {
  const parsed = parseVersion(version);
  return parsed === null || parsed.dev === null ? version : baseVersion(parsed);
}

function publishersOf(
  index: "pypi" | "testpypi",
  { publish }: Config,
  all: readonly Workflow[],
  repository: string,
  tag: string,
  project: string,
): readonly NewPublisher[] {
  const recorded = publish.publishers[index] ?? [];
  const asked = githubClaims(all, known(repository), { repository, tag })
    .filter((job) => job.index === index)
    .map(({ fields }) => ({
      provider: "github" as const,
      repository,
      workflow: valueOf(fields.workflow) ?? "",
      ...(valueOf(fields.environment) === null ? {} : { environment: valueOf(fields.environment) ?? "" }),
    }));
  const chosen = recorded.length > 0 ? recorded : asked;
  const unique = new Map(chosen.map((each) => [JSON.stringify(each), each]));
  return Array.from(unique.values(), (each) => asPublisher(each, project, true));
}
