import type { RuleCase, Situation } from "../rule-case.ts";
import { GOOD_RELEASE, release, RELEASE, releaseText } from "./workflow-jobs.ts";

const PUBLISH = "- uses: pypa/gh-action-pypi-publish@dc37677b2e1c63e2034f94d8a5b11f265b73ba33 # v1.14.2\n";
const CHECKOUT =
  "- uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1\n        with:\n          persist-credentials: false\n";
const TESTS = "  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest\n";
const ACTION = ".github/actions/own/action.yml";
const USES = "- uses: ./.github/actions/own\n";

/** The good release with further files. */
function withFiles(files: Readonly<Record<string, string>>, of: Situation = release()): Situation {
  return { ...of, tree: { ...of.tree, ...files } };
}

/** A composite action of the repository, which the publishing job uses in front of the upload, or instead of it. */
function withAction(steps: string, uses: string = `${CHECKOUT}      ${USES}      ${PUBLISH}`): Situation {
  const inputs = "inputs:\n  token:\n    description: a token\n";
  return withFiles(
    { [ACTION]: `name: own\ndescription: own\n${inputs}runs:\n  using: composite\n  steps:\n${steps}` },
    release(PUBLISH, uses),
  );
}

/** The good release behind a job of tests, one text of it replaced. */
function tested(find: string, replace: string): Situation {
  const text = GOOD_RELEASE.replace("  build:\n", `${TESTS}  build:\n    needs: test\n`);
  if (!text.includes(find)) throw new Error(`the release has no ${find}`);
  return releaseText(text.replace(find, replace));
}

/** A second workflow, which makes a tag or a release. */
function made(step: string, on = "push: { branches: [main] }", of: Situation = release()): Situation {
  const steps = `    runs-on: ubuntu-latest\n    steps:\n      - ${step}\n`;
  return withFiles({ ".github/workflows/tag.yml": `on: { ${on} }\njobs:\n  tag:\n${steps}` }, of);
}

const AT_RELEASE = release('push:\n    tags: ["v*"]', "release:\n    types: [published]");

/** What is found by following a workflow into the files that it uses, and to the events that start it. */
export const workflowReachCases: readonly RuleCase[] = [
  {
    code: "W001",
    about: "a composite action of the repository that is handed the token",
    fires: withAction(
      "    - run: twine upload dist/*\n      shell: bash\n      env:\n        TWINE_PASSWORD: ${{ inputs.token }}\n",
      `${CHECKOUT}      ${USES}        with:\n          token: \${{ secrets.TOKEN }}\n`,
    ),
    silent: withAction(
      "    - run: twine upload dist/*\n      shell: bash\n      env:\n        TWINE_REPOSITORY_URL: https://index.good.dev\n        TWINE_PASSWORD: ${{ inputs.token }}\n",
      `${CHECKOUT}      ${USES}        with:\n          token: \${{ secrets.TOKEN }}\n`,
    ),
    says: "the job publish uploads (twine) with a stored token",
    at: `${ACTION}:12`,
  },
  {
    code: "W004",
    about: "a composite action of the repository that builds",
    fires: withAction("    - run: python -m build\n      shell: bash\n"),
    silent: withAction("    - run: ls dist\n      shell: bash\n"),
    says: "the job publish builds the project",
    at: `${ACTION}:9`,
  },
  {
    code: "W005",
    about: "an action that an action of the repository uses",
    fires: withAction("    - uses: other/thing@main\n"),
    silent: withAction("    - uses: other/thing@dc37677b2e1c63e2034f94d8a5b11f265b73ba33\n"),
    says: "other/thing@main is named by a branch or tag",
    at: `${ACTION}:9`,
  },
  {
    code: "W012",
    about: "a job between starts after failures, too",
    fires: tested("    needs: test\n", "    needs: test\n    if: always()\n"),
    silent: tested(
      "    needs: test\n",
      "    needs: test\n    if: always() && needs.test.result == 'success'\n",
    ),
    says: "failing tests do not stop the job publish, which publishes: the job build starts after failures, too",
    help: "remove always() from the condition of build",
  },
  {
    code: "W012",
    about: "a job that looks at the results itself",
    fires: tested("    needs: test\n", "    needs: test\n    if: always()\n"),
    silent: tested(
      "    needs: test\n    runs-on: ubuntu-latest\n    permissions:\n      contents: read\n    steps:\n",
      "    needs: test\n    if: always()\n    runs-on: ubuntu-latest\n    steps:\n      - uses: re-actors/alls-green@v1\n        with: { jobs: '${{ toJSON(needs) }}' }\n",
    ),
    says: "failing tests do not stop",
  },
  {
    code: "W012",
    about: "a failure of the tests is passed over",
    fires: tested("  test:\n", "  test:\n    continue-on-error: true\n"),
    silent: tested("  test:\n", "  test:\n    continue-on-error: ${{ matrix.experimental }}\n"),
    says: "the job test has continue-on-error: true",
  },
  {
    code: "W012",
    about: "tests that cannot fail",
    fires: tested("run: pytest", "run: pytest || true"),
    silent: tested("run: pytest", "run: pytest || exit 1"),
    says: "the tests of test end with || and so never fail",
  },
  {
    code: "W022",
    about: "all secrets for a workflow that publishes",
    fires: withFiles(
      {
        ".github/workflows/ci.yml":
          "on: push\njobs:\n  go:\n    uses: ./.github/workflows/release.yml\n    secrets: inherit\n",
      },
      release('push:\n    tags: ["v*"]', "workflow_call:"),
    ),
    silent: withFiles({
      ".github/workflows/ci.yml":
        "on: push\njobs:\n  go:\n    uses: ./.github/workflows/docs.yml\n    secrets: inherit\n",
      ".github/workflows/docs.yml":
        "on: workflow_call\njobs:\n  docs:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make\n",
    }),
    says: "the job go passes all secrets on",
    at: ".github/workflows/ci.yml:5",
  },
  {
    code: "W035",
    about: "a GitHub release that starts nothing",
    fires: made("uses: softprops/action-gh-release@v3", undefined, AT_RELEASE),
    silent: made(
      "uses: softprops/action-gh-release@v3\n        with: { draft: true }",
      undefined,
      AT_RELEASE,
    ),
    says: `the job tag publishes a release with the default token, which does not start ${RELEASE}`,
    at: ".github/workflows/tag.yml:6",
  },
  {
    code: "W035",
    about: "files that are added to the release itself",
    fires: made("uses: softprops/action-gh-release@v3", undefined, AT_RELEASE),
    silent: made("uses: softprops/action-gh-release@v3", "release: { types: [published] }", AT_RELEASE),
    says: "publishes a release",
  },
  {
    code: "W035",
    about: "of gh, with somebody's own token",
    fires: made(
      "run: gh release create v1\n        env:\n          GH_TOKEN: ${{ github.token }}\n          PYPI_TOKEN: ${{ secrets.PYPI_TOKEN }}",
      undefined,
      AT_RELEASE,
    ),
    silent: made(
      "run: gh release create v1\n        env:\n          GH_TOKEN: ${{ secrets.MINE }}",
      undefined,
      AT_RELEASE,
    ),
    says: "publishes a release with the default token",
  },
  ...(
    [
      ["a tag that is deleted", "git push origin v1.2.3", "git push --delete origin v1.2.3"],
      ["a branch whose name begins with v", 'git push origin "$RELEASE_TAG"', "git push origin vendored"],
    ] as const
  ).map(([about, pushed, other]): RuleCase => ({
    code: "W035",
    about,
    fires: made(`run: ${pushed}`),
    silent: made(`run: ${other}`),
    says: "pushes a tag with the default token",
  })),
  {
    code: "W035",
    about: "a token for PyPI pushes nothing",
    fires: made(
      "run: git push --tags\n      - run: echo\n        env:\n          X: ${{ secrets.PYPI_API_TOKEN }}",
    ),
    silent: made(
      'uses: actions/checkout@v7\n        with: { token: "${{ secrets.MINE }}" }\n      - run: git push --tags',
    ),
    says: "pushes a tag with the default token",
  },
  {
    code: "W040",
    fires: withFiles({
      ".github/workflows/ci.yml": "on: push\njobs:\n  go:\n    uses: ./.github/workflows/none.yml\n",
    }),
    silent: withFiles({
      ".github/workflows/ci.yml": "on: push\njobs:\n  go:\n    uses: ./.github/workflows/test.yml\n",
      ".github/workflows/test.yml":
        "on: workflow_call\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest\n",
    }),
    says: "the job go calls .github/workflows/none.yml, which does not exist",
    at: ".github/workflows/ci.yml:4",
  },
  {
    code: "W040",
    about: "a workflow that cannot be called, and a circle",
    fires: withFiles({
      ".github/workflows/ci.yml": "on: push\njobs:\n  go:\n    uses: ./.github/workflows/release.yml\n",
    }),
    silent: withFiles({
      ".github/workflows/ci.yml":
        "on: push\njobs:\n  go:\n    uses: other/repo/.github/workflows/none.yml@v1\n",
    }),
    says: "has no workflow_call trigger",
    help: `add the event workflow_call to on in ${RELEASE}`,
  },
  {
    code: "W040",
    about: "workflows that call each other",
    fires: withFiles(
      Object.fromEntries(
        [
          ["a", "b"],
          ["b", "a"],
        ].map(([own, other]) => [
          `.github/workflows/${own}.yml`,
          `on: workflow_call\njobs:\n  go:\n    uses: ./.github/workflows/${other}.yml\n`,
        ]),
      ),
    ),
    silent: withFiles({
      ".github/workflows/a.yml": "on: workflow_call\njobs:\n  go:\n    uses: ./.github/workflows/b.yml\n",
      ".github/workflows/b.yml":
        "on: workflow_call\njobs:\n  go:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest\n",
    }),
    says: ".github/workflows/a.yml and .github/workflows/b.yml call each other",
  },
  {
    code: "W040",
    about: "an action that is not there, and one that another checkout may bring",
    fires: release(PUBLISH, `${CHECKOUT}      - uses: ./.github/actions/none\n      ${PUBLISH}`),
    silent: release(
      PUBLISH,
      `${CHECKOUT}          repository: other/actions\n          path: other\n      - uses: ./other/none\n      ${PUBLISH}`,
    ),
    says: "the job publish uses ./.github/actions/none, which does not exist",
  },
  {
    code: "W040",
    about: "an action in front of the checkout",
    fires: withAction("    - run: ls\n      shell: bash\n", `${USES}      ${PUBLISH}`),
    silent: withAction(
      "    - run: ls\n      shell: bash\n",
      `- uses: $/.github/actions/own\n      ${PUBLISH}`,
    ),
    says: "uses ./.github/actions/own before the repository is checked out",
    help: "actions/checkout",
  },
  {
    code: "W040",
    about: "an action that uses itself",
    fires: withAction(`    ${USES}`),
    silent: withAction("    - run: ls\n      shell: bash\n"),
    says: `the action ${ACTION} uses itself`,
  },
  {
    code: "W040",
    about: "a workflow of the repository without ./ in front",
    fires: withFiles({
      ".github/workflows/ci.yml": "on: push\njobs:\n  go:\n    uses: .github/workflows/test.yml\n",
      ".github/workflows/test.yml":
        "on: workflow_call\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest\n",
    }),
    silent: withFiles({
      ".github/workflows/ci.yml": "on: push\njobs:\n  go:\n    uses: ./.github/workflows/test.yml\n",
      ".github/workflows/test.yml":
        "on: workflow_call\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest\n",
    }),
    says: "the job go calls .github/workflows/test.yml without ./ in front: GitHub rejects the workflow",
    help: "write uses: ./.github/workflows/test.yml",
  },
];
