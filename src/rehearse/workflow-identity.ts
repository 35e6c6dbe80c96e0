import type { WorkflowIdentity } from "../index-server/oidc/identities.ts";
import type { SourceTree } from "../tree/source-tree.ts";

/**
 * The workflow run that the rehearsal pretends to be, as far as the tree tells: the repository of the remote, the
 * workflow file that looks like the one that publishes, the tag or branch at HEAD.
 */
export function workflowIdentity(tree: Pick<SourceTree, "files" | "git">): Partial<WorkflowIdentity> {
  const { git } = tree;
  const repository = repositoryOf(git?.remoteUrl ?? null);
  const workflow = publishingWorkflow(tree.files.map((file) => file.path));
  const tag = git?.tagsAtHead[0];
  const ref = tag !== undefined ? `refs/tags/${tag}` : git?.branch ? `refs/heads/${git.branch}` : null;
  return {
    ...(repository === null ? {} : { repository }),
    ...(workflow === null ? {} : { workflow }),
    ...(ref === null ? {} : { ref }),
    ...(git === null ? {} : { sha: git.head }),
  };
}

/** `owner/name` of `https://host/owner/name.git` and of `git@host:owner/name.git`. */
function repositoryOf(remote: string | null): string | null {
  const match = /[:/]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(remote ?? "");
  return match?.[1] ?? null;
}

function publishingWorkflow(paths: readonly string[]): string | null {
  const names = paths.flatMap((path) => /^\.github\/workflows\/([^/]+\.ya?ml)$/.exec(path)?.[1] ?? []);
  return names.find((name) => /release|publish|deploy|pypi/i.test(name)) ?? names[0] ?? null;
}
