import { gitLabFiles, gitLabJobs, type GitLabJob } from "../../../../tree/workflows/gitlab.ts";
import type { YamlRange } from "../../../../tree/yaml-file.ts";
import { defineRule, type Rule, type RuleFinding } from "../../../engine/rule.ts";

/** W038: a pipeline of GitLab that cannot start, publishes with a token, or publishes what nothing has tested. */
export const gitLabPublishing: Rule = defineRule({
  code: "W038",
  slug: "gitlab-publishing",
  title: "a GitLab pipeline has a defect that affects the release",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree"],
  pypiOnly: true,
  docs: {
    what: "The pipeline has a job without a script, a duplicate key, an upload with a stored token or without an identity, a build tool that no step installs, or an upload that waits for no other job.",
    why: "GitLab rejects the pipeline, the upload fails at its last step, or anyone who reads the variable can publish in your name.",
    fix: "give the publishing job `id_tokens` with the audience of the index, and add the building and testing jobs to its `needs`; `shipwheel workflow generate --host gitlab` writes such a pipeline",
    bad: "publish:\n  script:\n    - twine upload -u __token__ -p $PYPI_TOKEN dist/*",
    good: "publish:\n  id_tokens:\n    PYPI_ID_TOKEN:\n      aud: pypi\n  needs: [build, test]",
    peers: ["shipwheel"],
  },
  async check(inputs) {
    const findings: RuleFinding[] = [];
    for (const file of await gitLabFiles(inputs)) {
      const say = (message: string, place: YamlRange, more: Partial<RuleFinding> = {}): void =>
        void findings.push({
          message,
          location: file.locate(place),
          subject: `${file.path} ${place.start} ${message}`,
          ...more,
        });
      for (const problem of file.problems)
        say(
          problem.duplicate
            ? `${problem.message}: one of the two values is ignored`
            : `${file.path} is not valid YAML: ${problem.message}`,
          problem,
          { severity: "error" },
        );
      if (file.problems.some(({ duplicate }) => !duplicate)) continue;
      const jobs = gitLabJobs(file);
      for (const job of jobs) ofJob(job, jobs, say);
    }
    return findings;
  },
});

type Say = (message: string, place: YamlRange, more?: Partial<RuleFinding>) => void;

const UPLOAD =
  /\b(?:twine upload|uv publish|poetry publish|flit publish|hatch publish|pdm publish|shipwheel (?:publish|release))\b/;
const TOKEN_VARIABLES =
  /^(?:TWINE_PASSWORD|UV_PUBLISH_TOKEN|UV_PUBLISH_PASSWORD|POETRY_PYPI_TOKEN_\w+|FLIT_PASSWORD|HATCH_INDEX_AUTH|PDM_PUBLISH_PASSWORD)$/;

function ofJob(job: GitLabJob, jobs: readonly GitLabJob[], say: Say): void {
  if (job.commands.length === 0 && !job.isElsewhere)
    say(`the job ${job.id} has no script: GitLab rejects the pipeline`, job.key, {
      severity: "error",
      help: `add script: to ${job.id}`,
    });
  for (const needed of job.needs)
    if (!jobs.some(({ id }) => id === needed) && !/[$:\s[]/.test(needed) && !hasInclude(job))
      say(`the job ${job.id} needs ${needed}, but there is no such job`, job.key, {
        severity: "error",
        confidence: "likely",
      });
  builds(job, say);
  const upload = job.commands.find(({ text }) => UPLOAD.test(text));
  if (upload === undefined || isPrivate(job, upload.text)) return;
  const variable = [...job.variables.keys()].find((name) => TOKEN_VARIABLES.test(name));
  const isToken = variable !== undefined || /\s(?:-p|--password|--token)[ =]/.test(upload.text);
  if (isToken)
    say(`the job ${job.id} uploads with a stored token or password`, upload.place, { help: REWRITE });
  else if (job.identities.size === 0 && /uv publish|shipwheel/.test(upload.text))
    say(`the job ${job.id} uploads without a token or id_tokens`, upload.place, {
      severity: "error",
      help: REWRITE,
    });
  const isTried = jobs.some(({ commands }) =>
    commands.some(({ text }) =>
      /\b(?:pytest|tox|nox|unittest|twine check|shipwheel)\b|\btests?\b/.test(text),
    ),
  );
  if (!isTried && !hasInclude(job))
    say(`the job ${job.id} publishes, but no job of the pipeline runs the tests`, job.key);
}

const REWRITE =
  "give the job id_tokens: with PYPI_ID_TOKEN: {aud: pypi}, register it as a trusted publisher, and delete the stored token";

function hasInclude({ file }: GitLabJob): boolean {
  return /^include:/m.test(file.text);
}

/** GitLab's own registry, or another index by its address. */
function isPrivate({ variables }: GitLabJob, text: string): boolean {
  const said = `${text} ${[...variables.keys()].filter((name) => /REPOSITORY_URL|PUBLISH_URL/.test(name)).join(" ")}`;
  return /--(?:repository-url|publish-url|index-url)|CI_API_V4_URL|REPOSITORY_URL|PUBLISH_URL|--(?:repository|index)[ =]gitlab|-r gitlab/.test(
    said,
  );
}

function builds(job: GitLabJob, say: Say): void {
  let installed = /build|poetry|hatch|uv|pdm|flit/.test(job.image ?? "") || job.isElsewhere;
  for (const { text, place } of job.commands) {
    if (/\b(?:install|sync|add|apt|apk|curl|wget|source|pipx)\b|\.sh\b|\$\w/.test(text))
      installed ||= /build|-r |\.|\.sh|curl|\$|pipx/.test(text);
    if (!installed && /\bpython[\d.]* -m build\b/.test(text)) {
      say(`the job ${job.id} runs build, but nothing installs it`, place, {
        severity: "error",
        confidence: "likely",
        help: "add before that line: python -m pip install build",
      });
      return;
    }
  }
}
