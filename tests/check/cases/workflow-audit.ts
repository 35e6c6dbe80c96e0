import type { RuleCase } from "../rule-case.ts";
import { GOOD_RELEASE, release, RELEASE, releaseText } from "./workflow-jobs.ts";

const PUBLISH = "- uses: pypa/gh-action-pypi-publish@dc37677b2e1c63e2034f94d8a5b11f265b73ba33 # v1.14.2\n";
const CHECKOUT = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1";
const BY_NAME = "with: { name: dist, path: dist/ }\n      - uses: pypa";
const BY_ID = "with: { artifact-ids: 1, path: dist/ }\n      - uses: pypa";
const TEST_JOB = "  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo\n";
const numbers = `[${Array.from({ length: 20 }, (_, at) => at).join(", ")}]`;

/** What the linters of the field do not see. */
export const workflowAuditCases: readonly RuleCase[] = [
  {
    code: "W025",
    fires: release(
      "      contents: read\n",
      "      contents: read\n      id-token: write\n      attestations: write\n",
    ),
    silent: release("      contents: read\n", "      contents: read\n      pull-requests: write\n"),
    says: "the job build runs project code and has write permission for id-token, attestations",
    at: `${RELEASE}:10`,
    help: "out of build",
  },
  {
    code: "W025",
    about: "the publishing job is another rule's",
    fires: release("      contents: read\n", "      contents: write\n"),
    silent: release(PUBLISH, `- run: python -m build\n      ${PUBLISH}`),
    says: "the job build runs project code and has write permission for contents",
  },
  {
    code: "W026",
    fires: releaseText(`${GOOD_RELEASE}${TEST_JOB}`),
    silent: releaseText(`${GOOD_RELEASE.replace(BY_NAME, BY_ID)}${TEST_JOB}`),
    says: "publishes whatever artifact is called dist",
    at: `${RELEASE}:27`,
  },
  {
    code: "W026",
    about: "digests that are compared",
    fires: releaseText(`${GOOD_RELEASE}${TEST_JOB}`),
    silent: releaseText(
      `${GOOD_RELEASE.replace(PUBLISH, `- run: sha256sum --check sums\n      ${PUBLISH}`)}${TEST_JOB}`,
    ),
    says: "publishes whatever artifact",
  },
  {
    code: "W027",
    fires: release(
      '  push:\n    tags: ["v*"]\n',
      '  push:\n    tags: ["v*"]\n  release:\n    types: [published]\n',
    ),
    silent: releaseText(
      GOOD_RELEASE.replace(
        '  push:\n    tags: ["v*"]\n',
        '  push:\n    tags: ["v*"]\n  release:\n    types: [published]\n',
      ).replace("    needs: build\n", "    needs: build\n    if: github.event_name == 'release'\n"),
    ),
    says: "a pushed tag and a published release both start the job publish",
    at: `${RELEASE}:31`,
  },
  {
    code: "W027",
    about: "two jobs of one run",
    fires: releaseText(
      GOOD_RELEASE + GOOD_RELEASE.slice(GOOD_RELEASE.indexOf("  publish:")).replace("publish:", "more:"),
    ),
    silent: releaseText(
      GOOD_RELEASE +
        GOOD_RELEASE.slice(GOOD_RELEASE.indexOf("  publish:"))
          .replace("publish:", "more:")
          .replace("needs: build", "needs: build\n    if: github.repository == 'other/fork'"),
    ),
    says: "the jobs publish and more both upload to PyPI",
  },
  {
    code: "W028",
    fires: releaseText(
      GOOD_RELEASE.replace('push:\n    tags: ["v*"]', "release:\n    types: [published]").replace(
        PUBLISH,
        `${PUBLISH}      - run: gh release upload "$TAG" dist/*\n`,
      ),
    ),
    silent: release(PUBLISH, `${PUBLISH}      - run: gh release upload "$TAG" dist/*\n`),
    says: "attaches files to the release whose publication started it",
    at: `${RELEASE}:30`,
  },
  {
    code: "W028",
    about: "a release among other events",
    fires: releaseText(
      GOOD_RELEASE.replace('push:\n    tags: ["v*"]', "push:\n  release:\n    types: [published]")
        .replace("needs: build\n", "needs: build\n    if: github.event_name == 'release'\n")
        .replace(PUBLISH, `${PUBLISH}      - run: gh release upload "$TAG" dist/*\n`),
    ),
    silent: releaseText(
      GOOD_RELEASE.replace('push:\n    tags: ["v*"]', "push:\n  release:\n    types: [published]")
        .replace("needs: build\n", "needs: build\n    if: github.event_name == 'push'\n")
        .replace(PUBLISH, `${PUBLISH}      - run: gh release upload "$TAG" dist/*\n`),
    ),
    says: "attaches files to the release whose publication started it",
  },
  {
    code: "W029",
    fires: release("      id-token: write\n", "      id-token: write\n      contents: write\n"),
    silent: release("      id-token: write\n", "      id-token: write\n      contents: read\n"),
    says: "the job publish uses trusted publishing and has contents: write",
    at: `${RELEASE}:26`,
  },
  {
    code: "W030",
    fires: release(CHECKOUT, CHECKOUT.replace("v7.0.1", "v5.0.1")),
    silent: release(CHECKOUT, CHECKOUT.replace("v7.0.1", "v7")),
    says: "actions/checkout is pinned to the commit of v7.0.1, but the comment says v5.0.1",
    at: `${RELEASE}:12`,
  },
  {
    code: "W031",
    about: "exclude takes away every combination that has its values",
    fires: release(
      "    runs-on: ubuntu-latest\n",
      `    runs-on: ubuntu-latest\n    strategy:\n      matrix: { a: ${numbers}, b: ${numbers}, exclude: [{ a: 1, b: 2 }] }\n`,
    ),
    silent: release(
      "    runs-on: ubuntu-latest\n",
      `    runs-on: ubuntu-latest\n    strategy:\n      matrix: { a: ${numbers}, b: ${numbers}, exclude: [{ a: 1 }, { a: 2 }, { a: 3 }, { a: 4 }, { b: 1 }, { b: 2 }, { b: 3 }, { b: 4 }] }\n`,
    ),
    says: "makes 399 jobs",
  },
  {
    code: "W031",
    fires: release(
      "    runs-on: ubuntu-latest\n",
      `    runs-on: ubuntu-latest\n    strategy:\n      matrix: { a: ${numbers}, b: ${numbers} }\n`,
    ),
    silent: release(
      "    runs-on: ubuntu-latest\n",
      `    runs-on: ubuntu-latest\n    strategy:\n      matrix: { a: ${numbers} }\n`,
    ),
    says: "the matrix of the job build makes 400 jobs, but GitHub starts 256 at most",
    at: `${RELEASE}:10`,
  },
  {
    code: "W032",
    fires: release(),
    silent: release("    environment: pypi\n", "    environment: pypi\n    timeout-minutes: 10\n"),
    says: "the job publish publishes but has no timeout",
    at: `${RELEASE}:20`,
  },
  {
    code: "W033",
    fires: releaseText(`${GOOD_RELEASE}  test:\n    runs-on: ubuntu-latest\n`),
    silent: release(),
    says: "the job test has no steps",
    at: `${RELEASE}:30`,
    help: "add steps to test",
  },
  {
    code: "W033",
    about: "needs of a job that is not there",
    fires: release("needs: build", "needs: biuld"),
    says: "the job publish needs biuld, but there is no such job",
    help: "write build",
  },
  {
    code: "W033",
    about: "a circle",
    fires: release("  build:\n", "  build:\n    needs: [publish]\n"),
    says: "the jobs build, publish wait for each other",
  },
  {
    code: "W033",
    about: "an unknown key, and one by an anchor",
    fires: release("    needs: build\n", "    need: build\n"),
    silent: releaseText(
      `${GOOD_RELEASE}  more: &more\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo\n  most: *more\n`,
    ),
    says: "need is not a key of a job",
    help: "write needs",
  },
  {
    code: "W033",
    about: "an unknown event",
    fires: release("  push:\n", "  pull_requests:\n  push:\n"),
    silent: release("  push:\n", "  pull_request:\n  push:\n"),
    says: "pull_requests is not a GitHub event",
  },
  {
    code: "W033",
    about: "a step of both kinds",
    fires: release("- run: twine", "- uses: ./action\n        run: twine"),
    silent: release("- run: twine", "- uses: ./action\n      - run: twine"),
    says: "a step of the job build has both run and uses",
  },
  {
    code: "W034",
    fires: release(
      "python -m pip install build twine && python -m build",
      "pip install twine && python -m build",
    ),
    silent: release(
      "python -m pip install build twine && python -m build",
      "pip install -r dev.txt && python -m build",
    ),
    says: "the job build runs build, but no step installs it",
    at: `${RELEASE}:16`,
    help: "python -m pip install build",
  },
  {
    code: "W035",
    fires: {
      ...release(),
      tree: {
        ...release().tree,
        ".github/workflows/tag.yml":
          "on: workflow_dispatch\njobs:\n  tag:\n    runs-on: ubuntu-latest\n    steps:\n      - run: git tag v1 && git push origin v1\n",
      },
    },
    silent: {
      ...release(),
      tree: {
        ...release().tree,
        ".github/workflows/tag.yml":
          "on: workflow_dispatch\njobs:\n  tag:\n    runs-on: ubuntu-latest\n    steps:\n      - run: git tag v1 && git push origin v1\n        env:\n          TOKEN: ${{ secrets.RELEASE_TOKEN }}\n",
      },
    },
    says: `the job tag pushes a tag with the default token, which does not start ${RELEASE}`,
    at: ".github/workflows/tag.yml:6",
  },
  {
    code: "W036",
    fires: release(),
    silent: release('tags: ["v*"]', 'tags: ["v[0-9]*", "!v*dev*"]'),
    says: "the tag filter v* also matches v1.2.3.dev4",
    at: `${RELEASE}:4`,
  },
  {
    code: "W037",
    fires: release("      - run: twine check --strict dist/*\n", ""),
    silent: releaseText(
      GOOD_RELEASE.replace("      - run: twine check --strict dist/*\n", "") +
        TEST_JOB.replace("echo", "pytest"),
    ),
    says: "the job publish publishes, but no workflow runs the tests",
    at: `${RELEASE}:19`,
  },
];
