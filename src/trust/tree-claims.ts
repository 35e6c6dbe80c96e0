import { workflows } from "../tree/workflows/read-workflows.ts";
import { yamlFilesOf } from "../tree/yaml-files.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import type { RecordedPublishers } from "../config/sections/publishers.ts";
import { ACTIVESTATE_FILE, activeStateClaims } from "./activestate-claims.ts";
import { githubClaims } from "./github-claims.ts";
import { gitlabClaims, PIPELINE_FILE } from "./gitlab-claims.ts";
import { CLOUD_BUILD_FILES, googleClaims } from "./google-claims.ts";
import { valueOf, type JobClaims } from "./job-claims.ts";
import { repositoryOf } from "./repository-of.ts";

/** The pipeline, and what it may include. */
const pipelineFiles = yamlFilesOf((path) => path === PIPELINE_FILE || /^\.gitlab\/.+\.ya?ml$/.test(path));
const buildFiles = yamlFilesOf((path) => CLOUD_BUILD_FILES.includes(path));
const activeStateFiles = yamlFilesOf((path) => path === ACTIVESTATE_FILE);

/** What each publishing job of the tree will present, one set for each job and index. `tag`: the release's, when it is known. */
export async function treeClaims(
  tree: SourceTree,
  recorded: RecordedPublishers,
  tag: string | null = tree.git?.tagsAtHead[0] ?? null,
): Promise<readonly JobClaims[]> {
  const repository = repositoryOf(tree.git);
  const [jobs, pipeline, builds, platform] = await Promise.all([
    workflows({ tree }),
    pipelineFiles({ tree }),
    buildFiles({ tree }),
    activeStateFiles({ tree }),
  ]);
  return [
    ...githubClaims(jobs, repository, { repository: valueOf(repository), tag }),
    ...gitlabClaims(pipeline, repository),
    ...googleClaims(builds),
    ...activeStateClaims(platform, recorded),
  ];
}
