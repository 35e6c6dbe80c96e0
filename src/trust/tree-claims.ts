import { workflows } from "../tree/workflows/read-workflows.ts";
import { parseYamlFile, type YamlFile } from "../tree/yaml-file.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { githubClaims } from "./github-claims.ts";
import { gitlabClaims, PIPELINE_FILE } from "./gitlab-claims.ts";
import { CLOUD_BUILD_FILES, googleClaims } from "./google-claims.ts";
import { valueOf, type JobClaims } from "./job-claims.ts";
import { repositoryOf } from "./repository-of.ts";

/** What each publishing job of the tree will present, one set for each job and index. `tag`: the release's, when it is known. */
export async function treeClaims(
  tree: SourceTree,
  tag: string | null = tree.git?.tagsAtHead[0] ?? null,
): Promise<readonly JobClaims[]> {
  const repository = repositoryOf(tree.git);
  const pipelines = tree.files
    .map(({ path }) => path)
    .filter((path) => path === PIPELINE_FILE || /^\.gitlab\/.+\.ya?ml$/.test(path));
  const [jobs, pipeline, builds] = await Promise.all([
    workflows({ tree }),
    read(tree, pipelines),
    read(
      tree,
      CLOUD_BUILD_FILES.filter((path) => tree.has(path)),
    ),
  ]);
  return [
    ...githubClaims(jobs, repository, { repository: valueOf(repository), tag }),
    ...gitlabClaims(pipeline, repository),
    ...googleClaims(builds),
  ];
}

async function read(tree: SourceTree, paths: readonly string[]): Promise<readonly YamlFile[]> {
  const files = await Promise.all(
    paths.map(async (path) => {
      const text = await tree.readText(path);
      return text === null ? [] : [await parseYamlFile(path, text)];
    }),
  );
  return files.flat();
}
