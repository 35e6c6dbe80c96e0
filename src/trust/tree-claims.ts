import { gitLabPipeline } from "../tree/workflows/gitlab-pipeline.ts";
import { workflows } from "../tree/workflows/read-workflows.ts";
import { yamlFilesOf } from "../tree/yaml-files.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import type { RecordedPublishers } from "../config/sections/publishers.ts";
import { ACTIVESTATE_FILE, activeStateClaims } from "./activestate-claims.ts";
import { githubClaims } from "./github-claims.ts";
import { gitlabClaims } from "./gitlab-claims.ts";
import { CLOUD_BUILD_FILES, googleClaims } from "./google-claims.ts";
import { valueOf, type JobClaims } from "./job-claims.ts";
import { repositoryOf } from "./repository-of.ts";

const buildFiles = yamlFilesOf((path) => CLOUD_BUILD_FILES.includes(path));
const activeStateFiles = yamlFilesOf((path) => path === ACTIVESTATE_FILE);
const actionFiles = yamlFilesOf((path) => /(?:^|\/)action\.ya?ml$/.test(path));

/** What each publishing job of the tree will present, one set for each job and index. `tag`: the release's, when it is known. */
export async function treeClaims(
  tree: SourceTree,
  recorded: RecordedPublishers,
  tag: string | null = tree.git?.tagsAtHead[0] ?? null,
): Promise<readonly JobClaims[]> {
  const repository = repositoryOf(tree.git, "github");
  const [jobs, actions, pipeline, builds, platform] = await Promise.all([
    workflows({ tree }),
    actionFiles({ tree }),
    gitLabPipeline(tree),
    buildFiles({ tree }),
    activeStateFiles({ tree }),
  ]);
  return [
    ...githubClaims(jobs, repository, { repository: valueOf(repository), tag }, actions),
    ...gitlabClaims(pipeline.files, repositoryOf(tree.git, "gitlab")),
    ...googleClaims(builds),
    ...activeStateClaims(platform, recorded),
  ];
}
