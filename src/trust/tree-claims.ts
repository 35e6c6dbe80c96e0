import { gitLabPipeline } from "../tree/workflows/gitlab-pipeline.ts";
import { actionFiles } from "../tree/workflows/composite-actions.ts";
import { workflows } from "../tree/workflows/read-workflows.ts";
import { tableOf } from "../tree/pyproject-project.ts";
import { yamlFilesOf } from "../tree/formats/yaml-files.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import type { RecordedPublishers } from "../config/sections/publishers.ts";
import { ACTIVESTATE_FILE, activeStateClaims } from "./activestate-claims.ts";
import { githubClaims } from "./github-claims.ts";
import { gitlabClaims } from "./gitlab-claims.ts";
import { CLOUD_BUILD_FILES, googleClaims } from "./google-claims.ts";
import type { TomlTable, TomlValue } from "../tree/formats/toml-file.ts";
import { otherProjects, withDoubts } from "./uploaded-project.ts";
import { valueOf, type JobClaims } from "./job-claims.ts";
import { repositoryOf } from "./repository-of.ts";

const buildFiles = yamlFilesOf((path) => CLOUD_BUILD_FILES.includes(path));
const activeStateFiles = yamlFilesOf((path) => path === ACTIVESTATE_FILE);

/** What each publishing job of the tree will present, one set for each job and index. `tag`: the release's, when it is known. */
export async function treeClaims(
  tree: SourceTree,
  recorded: RecordedPublishers,
  tag: string | null = tree.git?.tagsAtHead[0] ?? null,
): Promise<readonly JobClaims[]> {
  const repository = repositoryOf(tree.git, "github");
  const uvIndexes = uvPublishUrls(tree.pyproject?.value ?? {});
  const [jobs, actions, pipeline, builds, platform] = await Promise.all([
    workflows({ tree }),
    actionFiles({ tree }),
    gitLabPipeline(tree),
    buildFiles({ tree }),
    activeStateFiles({ tree }),
  ]);
  const claims = [
    ...githubClaims(jobs, repository, { repository: valueOf(repository), tag, uvIndexes }, actions),
    ...gitlabClaims(pipeline.files, repositoryOf(tree.git, "gitlab")),
    ...googleClaims(builds),
    ...activeStateClaims(platform, recorded),
  ];
  if (claims.length === 0) return [];
  return withDoubts(claims, jobs, tree.project.name?.value ?? "", await otherProjects(tree));
}

/** Upload addresses of the indexes that `uv publish --index NAME` knows by `[[tool.uv.index]]`. */
function uvPublishUrls(pyproject: TomlTable): ReadonlyMap<string, string> {
  const indexes = tableOf(tableOf(pyproject["tool"])["uv"])["index"];
  return new Map(
    (Array.isArray(indexes) ? (indexes as readonly TomlValue[]) : []).flatMap((each) => {
      const { name, "publish-url": url } = tableOf(each);
      return typeof name === "string" && typeof url === "string" ? [[name, url] as const] : [];
    }),
  );
}
