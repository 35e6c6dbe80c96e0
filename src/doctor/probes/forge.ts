import { projectTags } from "../../versioning/tags/project-tags.ts";
import { connectForge, TOKEN_VARIABLES } from "../forge/connect.ts";
import { githubLines } from "../forge/github-probes.ts";
import { gitlabLines } from "../forge/gitlab-probes.ts";
import { sampleOf } from "../forge/ref-pattern.ts";
import { unknown } from "../line.ts";
import { releaseTags } from "../setup/planned-refs.ts";
import { defineProbe, type Probe } from "../probe.ts";

/** The repository's settings on its host, given a token. */
export const forge: Probe = defineProbe({
  id: "forge",
  title: "repository settings",
  async run({ tree, config, project, jobs, offline, ports }) {
    const said = { id: "forge", title: "repository settings" };
    if (offline) return [unknown(said, "not queried: --offline")];
    const found = await connectForge(tree.git?.remoteUrl ?? null, config.release.repository ?? null, ports);
    if (found === null)
      return [unknown(said, "the repository has no remote on GitHub or GitLab", "git remote add origin URL")];
    const { settings, kind } = found;
    if (settings === null)
      return [
        unknown(
          said,
          `environments, reviewers, tag rules, permissions and secrets of ${found.repository} were not checked: there is no token`,
          `set a read-only token in ${TOKEN_VARIABLES[kind][0]}`,
        ),
      ];
    const texts = new Map<string, string>();
    for (const { path } of tree.files) {
      if (/^\.github\/(?:workflows|actions)\/.+\.ya?ml$|\.gitlab-ci\.yml$|^\.gitlab\/.+\.ya?ml$/.test(path))
        texts.set(path, (await tree.readText(path)) ?? "");
    }
    const { template } = await projectTags(tree, config, ports);
    const [pattern = "v*"] = releaseTags(jobs, template.format(project, "*"));
    const tag = sampleOf(pattern);
    const registered = Object.values(config.publish.publishers)
      .flat()
      .flatMap(({ provider, repository }) => (provider === kind ? (repository ?? []) : []));
    return kind === "github"
      ? githubLines(settings, { jobs, registered, tag, workflows: texts })
      : gitlabLines(settings, { jobs, registered, tag, pipelines: [...texts.values()] });
  },
});
