import { edit } from "../../support/tree.ts";
import type { RuleCase, Situation } from "../rule-case.ts";
import { workflowAuditCases } from "./workflow-audit.ts";
import { workflowFailingCases } from "./workflow-failing.ts";
import { workflowGitLabCases } from "./workflow-gitlab.ts";
import { workflowReachCases } from "./workflow-reach.ts";
import { workflowUnreleasedCases } from "./workflow-unreleased.ts";
import { workflowTokenCases } from "./workflow-tokens.ts";
import { GOOD_RELEASE, release, RELEASE, releaseText, workflowJobCases } from "./workflow-jobs.ts";

const PREFIXED = ["v9.0", "py-v0.9"].map((name) => ({ name, commit: "c".repeat(40) }));
const PUBLISH = "- uses: pypa/gh-action-pypi-publish@dc37677b2e1c63e2034f94d8a5b11f265b73ba33 # v1.14.2\n";
const TAGS = 'push:\n    tags: ["v*"]';
const TESTS = "  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: python -m pytest\n";

/** The good release of a project whose version comes from its tags. */
function scm(find: string, replace: string, tool: string = "", condition?: string): Situation {
  const changed = release(find, replace);
  const workflow = GOOD_RELEASE.replace(find, () => replace);
  return {
    ...changed,
    tree: {
      ...changed.tree,
      ...(condition !== undefined && {
        [RELEASE]: workflow.replace(PUBLISH, `${PUBLISH}        ${condition}\n`),
      }),
      "pyproject.toml": (text) =>
        `${text
          .replace('"setuptools>=77"', '"setuptools>=77", "setuptools-scm>=8"')
          .replace('version = "1.0"', 'dynamic = ["version"]')}\n${tool}`,
    },
  };
}

const MATRIX = (pythons: string): string =>
  `on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    strategy:\n      matrix:\n        python-version: ${pythons}\n    steps:\n      - run: pytest\n`;

const MINORS = {
  "pyproject.toml": edit(
    '"Programming Language :: Python :: 3"',
    '"Programming Language :: Python :: 3.9", "Programming Language :: Python :: 3.12"',
  ),
};

/** GitHub workflows. */
export const workflowCases: readonly RuleCase[] = [
  ...workflowJobCases,
  ...workflowAuditCases,
  ...workflowFailingCases,
  ...workflowTokenCases,
  ...workflowGitLabCases,
  ...workflowReachCases,
  ...workflowUnreleasedCases,
  {
    code: "W010",
    fires: release("  push:\n", "  push:\n    branches: [main]\n  push:\n"),
    says: "the key push occurs twice",
    at: `${RELEASE}:5`,
  },
  {
    code: "W010",
    about: "another mistake of the form",
    fires: release("  push:\n", "  push:\n    branches: [main]\n  push:\n"),
    silent: release('tags: ["v*"]', 'tags: ["v*"'),
    says: "the key push occurs twice",
  },
  {
    code: "W012",
    fires: release("  publish:\n", `${TESTS}  publish:\n`),
    silent: releaseText(
      GOOD_RELEASE.replace("  publish:\n", `${TESTS}  publish:\n`).replace(
        "needs: build",
        "needs: [build, test]",
      ),
    ),
    says: "the job publish publishes without waiting for the job test",
    at: `${RELEASE}:25`,
    help: "add test to the needs of publish",
  },
  {
    code: "W012",
    about: "an upload that is cut short",
    fires: release(
      "permissions: {}\n",
      "permissions: {}\nconcurrency:\n  group: x\n  cancel-in-progress: true\n",
    ),
    silent: release(
      "permissions: {}\n",
      "permissions: {}\nconcurrency:\n  group: x\n  cancel-in-progress: false\n",
    ),
    says: "cancel-in-progress: a later run can interrupt an upload and leave a partial release",
    severity: "info",
    at: `${RELEASE}:8`,
  },
  {
    code: "W012",
    about: "runs of one tag, of which there is no later one",
    fires: release(
      `${TAGS}\npermissions: {}\n`,
      `push:\npermissions: {}\nconcurrency: { group: "\${{ github.ref }}", cancel-in-progress: true }\n`,
    ),
    silent: release(
      "permissions: {}\n",
      'permissions: {}\nconcurrency: { group: "${{ github.ref }}", cancel-in-progress: true }\n',
    ),
    says: "cancel-in-progress",
    severity: "info",
  },
  {
    code: "W013",
    fires: release('"v*"', '"release-*"'),
    silent: release('"v*"', '"v[0-9]+.[0-9]+*"'),
    says: "the tag pattern release-* matches none of the project's release tags (v1.0)",
    at: `${RELEASE}:4`,
  },
  {
    code: "W013",
    about: "tags of a spelling that a tool's setting names",
    fires: {
      tree: {
        ...release('"v*"', '"v*"').tree,
        "pyproject.toml": (text) => `${text}\n[tool.commitizen]\ntag_format = "py-v$version"\n`,
      },
      git: { tags: PREFIXED, tagsAtHead: [], describe: { tag: "v9.0", distance: 2 } },
    },
    silent: {
      tree: {
        ...release('"v*"', '"py-v*"').tree,
        "pyproject.toml": (text) => `${text}\n[tool.commitizen]\ntag_format = "py-v$version"\n`,
      },
      git: { tags: PREFIXED, tagsAtHead: [], describe: { tag: "v9.0", distance: 2 } },
    },
    says: "the tag pattern v* matches none of the project's release tags (py-v0.9)",
  },
  {
    code: "W013",
    about: "a regular expression, before there is a tag",
    fires: { ...release('"v*"', "'^v\\d+\\.\\d+$'"), git: { tags: [], tagsAtHead: [], describe: null } },
    silent: { ...release('"v*"', '"release-*"'), git: { tags: [], tagsAtHead: [], describe: null } },
    says: "is a regular expression",
  },
  {
    code: "W014",
    fires: scm(TAGS, "push:\n    branches: [main]"),
    silent: scm("persist-credentials: false", "persist-credentials: false\n          fetch-depth: 0"),
    says: "the checkout in the job build fetches no history",
    severity: "error",
  },
  ...(
    [
      ["a push of tags", TAGS, TAGS],
      ["a release", TAGS, "release:\n    types: [published]"],
      ["a release, tried by hand", TAGS, "push:\n    tags: [v*]\n  release:"],
      ["a condition of the step", TAGS, "push:", "if: startsWith(github.ref, 'refs/tags/v')"],
      [
        "a condition that asks for the release",
        TAGS,
        "push:\n  release:",
        "if: github.event_name == 'release'",
      ],
    ] as const
  ).map(([about, find, replace, condition]): RuleCase => ({
    code: "W014",
    about: `${about} checks out the tag`,
    fires: scm(find, replace, "", condition),
    silent: scm("persist-credentials: false", "persist-credentials: false\n          fetch-depth: 0"),
    says: "is about, but no earlier history",
    severity: "info",
  })),
  {
    code: "W014",
    about: "where the workflow is started by hand, a tag may be chosen",
    fires: scm(TAGS, "workflow_dispatch:"),
    silent: scm(TAGS, "workflow_call:"),
    says: "at workflow_dispatch",
    severity: "info",
  },
  {
    code: "W014",
    about: "another project of the repository has a version of its own",
    fires: scm("&& python -m build", "&& python -m build --outdir dist ."),
    silent: scm("&& python -m build", "&& python -m build --outdir dist backend"),
    says: "no earlier history",
    severity: "info",
  },
  {
    code: "W014",
    about: "a schedule never has a tag",
    fires: scm(TAGS, "schedule:\n    - cron: '0 3 * * *'"),
    says: "at schedule",
    severity: "warning",
  },
  {
    code: "W015",
    fires: release("      - run: twine check --strict dist/*\n", ""),
    silent: release("- run: twine check --strict dist/*\n", "- run: pip install dist/*.whl && demo --help\n"),
    says: "nothing has checked or installed",
    at: `${RELEASE}:28`,
  },
  {
    code: "W016",
    fires: release(PUBLISH, `${PUBLISH}        with:\n          skip-existing: true\n`),
    silent: release(
      PUBLISH,
      `${PUBLISH}        with:\n          skip-existing: true\n          repository-url: https://test.pypi.${["o", "rg"].join("")}/legacy/\n`,
    ),
    says: "skip-existing",
    at: `${RELEASE}:31`,
  },
  {
    code: "W017",
    fires: release(PUBLISH, `${PUBLISH}        with:\n          attestations: false\n`),
    silent: release(
      PUBLISH,
      `${PUBLISH}        with:\n          attestations: false\n          password: \${{ secrets.TOKEN }}\n`,
    ),
    says: "without attestations",
    at: `${RELEASE}:31`,
  },
  {
    code: "W017",
    about: "a try on TestPyPI",
    fires: release(PUBLISH, `${PUBLISH}        with:\n          attestations: false\n`),
    silent: release(
      PUBLISH,
      `${PUBLISH}        with:\n          attestations: false\n          repository-url: https://test.pypi.${["o", "rg"].join("")}/legacy/\n`,
    ),
    says: "without attestations",
  },
  {
    code: "W018",
    fires: release('push:\n    tags: ["v*"]', "workflow_call:"),
    silent: release('push:\n    tags: ["v*"]', "workflow_dispatch:"),
    says: "inside a reusable workflow",
    at: `${RELEASE}:28`,
  },
  {
    code: "W019",
    fires: scm('tags: ["v*"]', "branches: [main]"),
    silent: scm(
      'tags: ["v*"]',
      "branches: [main]",
      '[tool.setuptools_scm]\nlocal_scheme = "no-local-version"\n',
    ),
    says: "publishes commits between tags",
    explains: "refusal:local-version",
  },
  {
    code: "W020",
    fires: { tree: { ".github/workflows/test.yml": MATRIX('["3.8", "3.12"]') } },
    silent: { tree: { ...MINORS, ".github/workflows/test.yml": MATRIX('["3.9", "3.12", "pypy3.11"]') } },
    says: "Python 3.8 is tested, but requires-python (>=3.9) excludes it",
    at: ".github/workflows/test.yml:7",
  },
  {
    code: "W020",
    about: "a promised Python that is never tested",
    fires: { tree: { ...MINORS, ".github/workflows/test.yml": MATRIX('["3.9", "3.13"]') } },
    silent: {
      tree: { ...MINORS, ".github/workflows/test.yml": MATRIX("${{ fromJSON(needs.plan.outputs.x) }}") },
    },
    says: "a classifier names Python 3.12",
    at: "pyproject.toml:14",
  },
  {
    code: "W021",
    fires: { tree: { [RELEASE]: GOOD_RELEASE }, git: {} },
    silent: { tree: { [RELEASE]: GOOD_RELEASE, "renovate.json": "{}" }, git: {} },
    says: "no update bot",
    at: RELEASE,
  },
  {
    code: "W024",
    fires: release('tags: ["v*"]', 'tags: ["v*"'),
    says: "not valid YAML",
  },
];
