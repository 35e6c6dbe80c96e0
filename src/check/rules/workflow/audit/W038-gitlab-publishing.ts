import { commandLines } from "../../../../tree/workflows/commands.ts";
import { gitLabFiles, gitLabJobs, type GitLabJob } from "../../../../tree/workflows/gitlab.ts";
import { gitLabPipeline } from "../../../../tree/workflows/gitlab-pipeline.ts";
import { keyAt, type YamlFile, type YamlRange } from "../../../../tree/formats/yaml-file.ts";
import { gitLabProblems } from "../views/gitlab-form.ts";
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
    what: "The pipeline has a job without a script, an unknown stage, need or template, needs in a circle, a duplicate key, an upload with a stored token or without an identity, a build tool that no step installs, or an upload that waits for no other job.",
    why: "GitLab rejects the pipeline, the upload fails at its last step, or anyone who reads the variable can publish in your name.",
    fix: "give the publishing job `id_tokens` with the audience of the index, and add the building and testing jobs to its `needs`; `shipwheel workflow generate --host gitlab` writes such a pipeline",
    bad: "publish:\n  script:\n    - twine upload -u __token__ -p $PYPI_TOKEN dist/*",
    good: "publish:\n  id_tokens:\n    PYPI_ID_TOKEN:\n      aud: pypi\n  needs: [build, test]",
    peers: ["shipwheel"],
  },
  async check(inputs) {
    const { tree } = inputs;
    if (tree === undefined) return [];
    const { own, elsewhere } = await gitLabPipeline(tree);
    const others = (await gitLabFiles(inputs)).filter((file) => !own.includes(file));
    return [own, ...others.map((file) => [file])].flatMap((files) => findingsOf(files, elsewhere.length > 0));
  },
});

/** What is wrong with a pipeline of these files. */
function findingsOf(files: readonly YamlFile[], hasElsewhere: boolean): readonly RuleFinding[] {
  const findings: RuleFinding[] = [];
  const sayOf: SayOf =
    (file) =>
    (message, place, more = {}) =>
      void findings.push({
        message,
        location: file.locate(place),
        subject: `${file.path} ${place.start} ${message}`,
        ...more,
      });
  for (const file of files)
    for (const problem of file.problems)
      sayOf(file)(
        problem.duplicate
          ? `the key ${keyAt(file, problem)} occurs twice: one of the two values is ignored`
          : `${file.path} is not valid YAML: ${problem.message}`,
        problem,
        { severity: "error" },
      );
  if (files.some(({ problems }) => problems.some(({ duplicate }) => !duplicate))) return findings;
  const seen = new Set<string>();
  const jobs = files
    .flatMap((file) => gitLabJobs(file, files))
    .filter(({ id }) => !seen.has(id) && seen.add(id).size > 0);
  const isPartial = hasElsewhere || files.some(({ text }) => /^\s*-?\s*template:/m.test(text));
  for (const job of jobs) {
    const say = sayOf(job.file);
    for (const { message, place, help } of gitLabProblems(job, { files, jobs, isPartial }))
      say(message, place, { severity: "error", ...(help === undefined ? {} : { help }) });
    builds(job, sayOf);
    uploads(job, jobs, isPartial, sayOf);
  }
  return findings;
}

type Say = (message: string, place: YamlRange, more?: Partial<RuleFinding>) => void;
type SayOf = (file: YamlFile) => Say;

const UPLOAD =
  /\b(?:twine upload|uv publish|poetry publish|flit publish|hatch publish|pdm publish|shipwheel (?:publish|release))\b/;
const TOKENS = String.raw`(?:TWINE_PASSWORD|UV_PUBLISH_TOKEN|UV_PUBLISH_PASSWORD|POETRY_PYPI_TOKEN_\w+|FLIT_PASSWORD|HATCH_INDEX_AUTH|PDM_PUBLISH_PASSWORD)`;
const TOKEN_VARIABLES = new RegExp(`^${TOKENS}$`);
/** The same, set by a command. */
const TOKEN_SET = new RegExp(String.raw`(?:^|[\s;&])${TOKENS}=\S|\bpoetry config\b.*\bpypi-token\.`);

function uploads(job: GitLabJob, jobs: readonly GitLabJob[], isPartial: boolean, sayOf: SayOf): void {
  const commands = job.commands.flatMap((command) =>
    commandLines(command.text).map(({ text }) => ({ ...command, text })),
  );
  const upload = commands.find(({ text }) => UPLOAD.test(text));
  if (upload === undefined || isPrivate(job, upload.text)) return;
  const say = sayOf(upload.file);
  const isMinted = job.identities.size > 0 && commands.some(({ text }) => text.includes("mint-token"));
  const isToken =
    [...job.variables.keys()].some((name) => TOKEN_VARIABLES.test(name)) ||
    commands.some(({ text }) => TOKEN_SET.test(text)) ||
    /\s(?:-p|--password|--token)[ =]/.test(upload.text);
  if (isToken && !isMinted)
    say(`the job ${job.id} uploads with a stored token or password`, upload.place, { help: REWRITE });
  else if (!isToken && job.identities.size === 0 && !job.isElsewhere && !isPartial) {
    const never = /uv publish|shipwheel/.test(upload.text);
    say(
      never
        ? `the job ${job.id} uploads without a token or id_tokens`
        : `the job ${job.id} uploads without id_tokens: the upload fails, or its token is stored as a CI/CD variable`,
      upload.place,
      { ...(never ? { severity: "error" } : { confidence: "likely" }), help: REWRITE },
    );
  }
  const isTried = jobs.some((each) =>
    each.commands.some(({ text }) =>
      /\b(?:pytest|tox|nox|unittest|twine check|shipwheel)\b|\btests?\b/.test(text),
    ),
  );
  if (!isTried && !isPartial)
    sayOf(job.file)(`the job ${job.id} publishes, but no job of the pipeline runs the tests`, job.key);
}

const REWRITE =
  "give the job id_tokens: with PYPI_ID_TOKEN: {aud: pypi}, register it as a trusted publisher, and delete the stored token";

/** GitLab's own registry, or another index by its address. */
function isPrivate({ variables }: GitLabJob, text: string): boolean {
  const said = `${text} ${[...variables.keys()].filter((name) => /REPOSITORY_URL|PUBLISH_URL/.test(name)).join(" ")}`;
  return /--(?:repository-url|publish-url|index-url)|CI_API_V4_URL|REPOSITORY_URL|PUBLISH_URL|--(?:repository|index)[ =]gitlab|-r gitlab/.test(
    said,
  );
}

function builds(job: GitLabJob, sayOf: SayOf): void {
  let installed = /build|poetry|hatch|uv|pdm|flit/.test(job.image ?? "") || job.isElsewhere;
  for (const { text, place, file } of job.commands) {
    if (/\b(?:install|sync|add|apt|apk|curl|wget|source|pipx)\b|\.sh\b|\$\w/.test(text))
      installed ||= /build|-r |\.|\.sh|curl|\$|pipx/.test(text);
    if (!installed && /\bpython[\d.]* -m build\b/.test(text)) {
      sayOf(file)(`the job ${job.id} runs build, but nothing installs it`, place, {
        severity: "error",
        confidence: "likely",
        help: "add before that line: python -m pip install build",
      });
      return;
    }
  }
}
