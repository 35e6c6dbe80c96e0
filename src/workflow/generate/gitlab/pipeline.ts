import { buildPython, type WorkflowFacts } from "../facts.ts";

/** GitLab's equivalent: the same jobs, with identity tokens of the publishing jobs alone. */
export function gitLabPipeline(facts: WorkflowFacts): string {
  const run = (job: string): string => `npx --yes shipwheel@${facts.shipwheel} workflow job ${job}`;
  const python = buildPython(facts);
  // There are images of plain CPython alone.
  const plain = facts.pythons.filter((each) => /^3\.\d+$/.test(each));
  const images = plain.length > 0 ? plain : [python];
  const tag = `$CI_COMMIT_TAG =~ ${tagExpression(facts.tags)} && $CI_COMMIT_TAG !~ /dev/`;
  const branch = `$CI_COMMIT_BRANCH == ${JSON.stringify(facts.branch)}`;
  const publishes = facts.settings.testpypi ? `(${tag}) || ${branch}` : tag;
  const rules = (condition: string): string => `  rules:\n    - if: ${quoted(condition)}\n`;
  const node = `  image: node:24\n`;
  const both = `  image: nikolaik/python-nodejs:python${python}-nodejs24\n`;
  const dist = `  needs:\n    - job: build\n      artifacts: true\n    - job: verified\n      artifacts: false\n`;
  const matrix = images.map((each) => JSON.stringify(each)).join(", ");
  const parts = [
    `workflow:
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: ${quoted(`(${tag}) || ${branch}`)}

stages: [plan, build, verify, publish, release]

default:
  interruptible: false # an upload is never interrupted
  timeout: 30 minutes
  before_script: []

variables:
  GIT_DEPTH: "0" # the version and the changelog come from the history
`,
    `plan:
  stage: plan
${node}  variables:
    SHIPWHEEL_SYSTEMS: linux
    SHIPWHEEL_PYTHON: ${JSON.stringify(images.join(","))}
  script:
    - ${run("plan")}
  artifacts:
    reports:
      dotenv: shipwheel.env
`,
    `build:
  stage: build
${both}  script:
    - ${run("build")}
  needs: [plan]
  artifacts:
    paths: [release/]
    expire_in: 30 days
    reports:
      dotenv: shipwheel.env
`,
    `verify:
  stage: verify
  image: nikolaik/python-nodejs:python$SHIPWHEEL_PYTHON-nodejs24
  variables:
    GIT_STRATEGY: none
    SHIPWHEEL_CELL: linux-$SHIPWHEEL_PYTHON
  parallel:
    matrix:
      - SHIPWHEEL_PYTHON: [${matrix}]
  script:
    - ${run("verify")}
  needs:
    - job: plan
      artifacts: true
    - job: build
      artifacts: true
  artifacts:
    paths: [results/]
    when: always
    expire_in: 30 days
`,
    `verified: # exactly one passed result for each planned cell
  stage: verify
${node}  variables:
    GIT_STRATEGY: none
  script:
    - ${run("verified")}
  needs:
    - job: plan
      artifacts: true
    - job: build
      artifacts: true
    - job: verify
      artifacts: true
`,
    ...(facts.settings.testpypi
      ? [
          publish("testpypi", "TestPyPI", facts, run, node, dist, rules(publishes)),
          installed("testpypi", both, run, rules(publishes)),
        ]
      : []),
    `draft-release:
  stage: release
${node}  variables:
    GIT_STRATEGY: none
  script:
    - ${run("draft")}
  needs:
    - job: build
      artifacts: true
    - job: ${facts.settings.testpypi ? "installed-testpypi" : "verified"}
      artifacts: false
${rules(tag)}`,
    publish(
      "pypi",
      "PyPI",
      facts,
      run,
      node,
      `${dist}    - job: draft-release\n      artifacts: false\n`,
      rules(tag),
    ),
    installed("pypi", both, run, rules(tag)),
    `publish-release:
  stage: release
${node}  variables:
    GIT_STRATEGY: none
  script:
    - ${run("announce")}
  needs:
    - job: build
      artifacts: true
    - job: installed-pypi
      artifacts: false
${rules(tag)}`,
  ];
  return parts.join("\n");
}

/** PyPI waits for the draft, and no job may need one of a later stage. */
const STAGES = { testpypi: "publish", pypi: "release" } as const;

function publish(
  index: "pypi" | "testpypi",
  title: string,
  { settings }: WorkflowFacts,
  run: (job: string) => string,
  image: string,
  needs: string,
  rules: string,
): string {
  return `publish-${index}: # uploads to ${title} as itself: no token is stored
  stage: ${STAGES[index]}
${image}  environment: ${quoted(settings.environments[index])}
  id_tokens:
    ${index === "pypi" ? "PYPI_ID_TOKEN" : "TESTPYPI_ID_TOKEN"}:
      aud: ${index}
    SIGSTORE_ID_TOKEN: # signs the attestations
      aud: sigstore
  variables:
    GIT_STRATEGY: none
    SHIPWHEEL_INDEX: ${index}
  script:
    - ${run("publish")}
${needs}${rules}`;
}

function installed(
  index: "pypi" | "testpypi",
  image: string,
  run: (job: string) => string,
  rules: string,
): string {
  return `installed-${index}:
  stage: ${STAGES[index]}
${image}  variables:
    GIT_STRATEGY: none
    SHIPWHEEL_INDEX: ${index}
  script:
    - ${run("installed")}
  needs:
    - job: build
      artifacts: true
    - job: publish-${index}
      artifacts: false
${rules}`;
}

/** GitHub's pattern of tags as a regular expression of GitLab. */
function tagExpression(pattern: string): string {
  const body = pattern.replaceAll(/\\(.)|\[0-9\]|\*|[.+?^$(){}|/]/g, (each, escaped: string | undefined) =>
    escaped !== undefined ? `\\${escaped}` : each === "*" ? ".*" : each === "[0-9]" ? "[0-9]" : `\\${each}`,
  );
  return `/^${body}$/`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
