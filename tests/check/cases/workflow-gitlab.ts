import { ENDPOINTS } from "../../../src/index-client/endpoints.ts";
import type { RuleCase, Situation } from "../rule-case.ts";

const GITLAB_TEST = "test:\n  script:\n    - pytest\n";

/** A pipeline of GitLab with a job that tests. */
function gitLab(jobs: string): Situation {
  return { tree: { ".gitlab-ci.yml": `${GITLAB_TEST}${jobs}` }, git: {} };
}

/** Pipelines of GitLab. */
export const workflowGitLabCases: readonly RuleCase[] = [
  {
    code: "W038",
    fires: gitLab("publish:\n  script:\n    - twine upload -u __token__ -p $TOKEN dist/*\n"),
    silent: gitLab(
      "publish:\n  id_tokens:\n    PYPI_ID_TOKEN:\n      aud: pypi\n  script:\n    - uv publish\n",
    ),
    says: "the job publish uploads with a stored token or password",
    at: ".gitlab-ci.yml:6",
    help: "id_tokens",
  },
  {
    code: "W038",
    about: "an upload without an identity",
    fires: gitLab("publish:\n  script:\n    - uv publish\n"),
    silent: gitLab("publish:\n  script:\n    - uv publish --publish-url $CI_API_V4_URL/pypi\n"),
    says: "the job publish uploads without a token or id_tokens",
    severity: "error",
  },
  {
    code: "W038",
    about: "a job without a script",
    fires: gitLab("publish:\n  stage: deploy\n"),
    silent: gitLab(".base:\n  script:\n    - echo\npublish:\n  extends: .base\n"),
    says: "the job publish has no script",
    severity: "error",
  },
  {
    code: "W038",
    about: "a tool that nothing installs",
    fires: gitLab("build:\n  image: python:3.12\n  script:\n    - python -m build\n"),
    silent: gitLab(
      "build:\n  image: python:3.12\n  script:\n    - pip install build\n    - python -m build\n",
    ),
    says: "the job build runs build, but nothing installs it",
    severity: "error",
  },
  {
    code: "W038",
    about: "a referenced script of an included file, with a token in the command's environment",
    fires: {
      tree: {
        ".gitlab-ci.yml": `include: ci/pub.yml\n${GITLAB_TEST}publish:\n  script:\n    - !reference [.pub, script]\n`,
        "ci/pub.yml": ".pub:\n  script:\n    - TWINE_PASSWORD=$TOK twine upload dist/*\n",
      },
      git: {},
    },
    silent: {
      tree: {
        ".gitlab-ci.yml": `include: ci/pub.yml\n${GITLAB_TEST}publish:\n  id_tokens: { PYPI_ID_TOKEN: { aud: pypi } }\n  script:\n    - !reference [.pub, script]\n`,
        "ci/pub.yml": `.pub:\n  script:\n    - token=$(curl ${ENDPOINTS.pypi.site}/_/oidc/mint-token | jq .token)\n    - twine upload -p $token dist/*\n`,
      },
      git: {},
    },
    says: "the job publish uploads with a stored token or password",
    at: "ci/pub.yml:3",
  },
  {
    code: "W038",
    about: "a token that no file names",
    fires: gitLab("publish:\n  script:\n    - twine upload dist/*\n"),
    silent: gitLab("note:\n  script:\n    - echo run twine upload dist/* by hand\n"),
    says: "the job publish uploads without id_tokens: the upload fails, or its token is stored as a CI/CD variable",
  },
  {
    code: "W038",
    about: "a stage that there is not",
    fires: gitLab("build:\n  stage: biuld\n  script: [make]\n"),
    silent: gitLab("build:\n  stage: build\n  script: [make]\n"),
    severity: "error",
    says: "the job build is in the stage biuld, which stages: does not name",
    help: "write build",
  },
  {
    code: "W038",
    about: "jobs that wait for each other",
    fires: gitLab("a:\n  needs: [b]\n  script: [make]\nb:\n  needs: [a]\n  script: [make]\n"),
    silent: gitLab("a:\n  needs: [b]\n  script: [make]\nb:\n  script: [make]\n"),
    severity: "error",
    says: "the jobs a, b wait for each other",
  },
  {
    code: "W038",
    about: "a template that there is not",
    fires: gitLab("a:\n  extends: .nope\n  script: [make]\n"),
    silent: gitLab("include: { project: g/x, file: a.yml }\na:\n  extends: .nope\n  script: [make]\n"),
    severity: "error",
    says: "the job a extends .nope, but there is no such job",
  },
  {
    code: "W038",
    about: "rules beside only",
    fires: gitLab("a:\n  rules: [{ if: $X }]\n  only: [tags]\n  script: [make]\n"),
    silent: gitLab("a:\n  only: [tags]\n  script: [make]\n"),
    severity: "error",
    says: "the job a has both rules and only",
  },
  {
    code: "W038",
    about: "a need of a later stage",
    fires: gitLab("a:\n  stage: build\n  needs: [test]\n  script: [make]\n"),
    silent: gitLab("a:\n  stage: deploy\n  needs: [test]\n  script: [make]\n"),
    severity: "error",
    says: "the job a needs test, which is in the later stage test",
    help: "put a into the stage test",
  },
];
