import type { RuleCase, Situation } from "../rule-case.ts";

export const RELEASE = ".github/workflows/release.yml";

/** A release as PyPA recommends it: built without rights, handed over, published by identity out of an environment. */
export const GOOD_RELEASE = `name: release
on:
  push:
    tags: ["v*"]
permissions: {}
jobs:
  build:
    runs-on: ubuntu-latest
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      - uses: actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0
      - run: python -m pip install build twine && python -m build
      - run: twine check --strict dist/*
      - uses: actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1
        with: { name: dist, path: dist/ }
  publish:
    needs: build
    runs-on: ubuntu-latest
    environment: pypi
    permissions:
      id-token: write
    steps:
      - uses: actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1
        with: { name: dist, path: dist/ }
      - uses: pypa/gh-action-pypi-publish@dc37677b2e1c63e2034f94d8a5b11f265b73ba33 # v1.14.2
`;

/** The good release in the good tree, one text of it replaced; an update bot is there. */
export function release(find: string = "", replace: string = ""): Situation {
  if (!GOOD_RELEASE.includes(find)) throw new Error(`the release has no ${find}`);
  return releaseText(GOOD_RELEASE.replace(find, () => replace));
}

/** A release workflow of one's own. */
export function releaseText(text: string): Situation {
  const bot = "version: 2\nupdates:\n  - package-ecosystem: github-actions\n    directory: /\n";
  return { tree: { [RELEASE]: text, ".github/dependabot.yml": bot }, git: {} };
}

const PUBLISH = "- uses: pypa/gh-action-pypi-publish@dc37677b2e1c63e2034f94d8a5b11f265b73ba33 # v1.14.2\n";
const CHECKOUT = "        with:\n          persist-credentials: false\n";
const OLD_CHECKOUT = `actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1\n${CHECKOUT}`;
const PERMISSION = "    permissions:\n      id-token: write\n";
const BUILD_RUN = "python -m pip install build twine && python -m build";

/** What a publishing job may do, and what runs in it. */
export const workflowJobCases: readonly RuleCase[] = [
  {
    code: "W001",
    fires: release(PUBLISH, `${PUBLISH}        with:\n          password: \${{ secrets.TOKEN }}\n`),
    silent: release(
      PUBLISH,
      `${PUBLISH}        with:\n          password: \${{ secrets.TOKEN }}\n          repository-url: https://index.good.dev/legacy/\n`,
    ),
    says: "the job publish uploads (gh-action-pypi-publish) with a stored token",
    at: `${RELEASE}:31`,
  },
  {
    code: "W001",
    about: "a program with a token in its environment",
    fires: release(
      PUBLISH,
      "- run: twine upload dist/*\n        env:\n          TWINE_PASSWORD: ${{ secrets.TOKEN }}\n",
    ),
    silent: release(PUBLISH, "- run: uv publish\n"),
    says: "(twine)",
    at: `${RELEASE}:31`,
  },
  {
    code: "W002",
    fires: release(PERMISSION, ""),
    silent: release(PERMISSION, "    permissions: write-all\n"),
    says: "its permissions lack id-token: write",
    at: `${RELEASE}:27`,
  },
  {
    code: "W002",
    about: "who calls the workflow may grant it",
    fires: release(PERMISSION, "    permissions:\n      contents: read\n"),
    silent: releaseText(
      GOOD_RELEASE.replace(PERMISSION, "")
        .replace('push:\n    tags: ["v*"]', "workflow_call:")
        .replace("permissions: {}\n", ""),
    ),
    says: "id-token: write",
  },
  {
    code: "W003",
    fires: release("permissions: {}", "permissions:\n  id-token: write"),
    says: "the whole workflow has id-token: write",
    at: `${RELEASE}:6`,
  },
  {
    code: "W003",
    about: "of which every job publishes",
    fires: release("permissions: {}", "permissions:\n  id-token: write"),
    silent: releaseText(
      `${GOOD_RELEASE.slice(0, GOOD_RELEASE.indexOf("  build:"))}${GOOD_RELEASE.slice(GOOD_RELEASE.indexOf("  publish:"))}`
        .replace("    needs: build\n", "")
        .replace("permissions: {}", "permissions:\n  id-token: write"),
    ),
    says: "the whole workflow has id-token: write",
  },
  {
    code: "W003",
    about: "a workflow that says nothing of permissions, and a job of another workflow",
    fires: release("permissions: {}", "permissions: write-all"),
    silent: releaseText(
      `${GOOD_RELEASE.replace("permissions: {}\n", "")}  more:\n    permissions:\n      id-token: write\n    uses: ./.github/workflows/more.yml\n`,
    ),
    says: "the workflow have write permission for everything",
  },
  {
    code: "W003",
    about: "one of a job's commands asks for the identity",
    fires: release("      contents: read\n", "      contents: read\n      id-token: write\n"),
    silent: releaseText(
      GOOD_RELEASE.replace("      contents: read\n", "      contents: read\n      id-token: write\n").replace(
        "      - run: twine check --strict dist/*\n",
        "      - run: |\n          ls dist\n          cosign sign-blob dist/*\n",
      ),
    ),
    says: "the job build does not publish but has id-token: write",
  },
  {
    code: "W003",
    about: "a job that only builds",
    fires: release("      contents: read\n", "      contents: read\n      id-token: write\n"),
    silent: releaseText(
      GOOD_RELEASE.replace("      contents: read\n", "      contents: read\n      id-token: write\n").replace(
        `      - run: ${BUILD_RUN}\n`,
        `      - run: ${BUILD_RUN}\n      - uses: actions/attest@${"a".repeat(40)}\n`,
      ),
    ),
    says: "the job build does not publish but has id-token: write",
    at: `${RELEASE}:11`,
  },
  {
    code: "W004",
    fires: release(PUBLISH, `- run: python -m build\n      ${PUBLISH}`),
    silent: release(PUBLISH, `- run: python -m pip install build-tools\n      ${PUBLISH}`),
    says: "the job publish builds the project and has permission to publish it",
    at: `${RELEASE}:29`,
  },
  {
    code: "W005",
    fires: release("dc37677b2e1c63e2034f94d8a5b11f265b73ba33 # v1.14.2", "release/v1"),
    silent: release("3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "v7"),
    says: "pypa/gh-action-pypi-publish@release/v1",
    at: `${RELEASE}:29`,
  },
  {
    code: "W005",
    about: "several in one workflow",
    fires: releaseText(
      GOOD_RELEASE.replace(
        /setup-python@.*/,
        "setup-python@v7\n      - uses: astral-sh/setup-uv@v10",
      ).replace(/publish@.*/, "publish@v1"),
    ),
    says: "2 actions are referenced by branch or tag, which can move: pypa/gh-action-pypi-publish@v1, astral-sh/setup-uv@v1",
  },
  {
    code: "W006",
    fires: release(BUILD_RUN, 'echo "${{ github.event.head_commit.message }}"'),
    silent: release(
      BUILD_RUN,
      "python -m build --outdir ${{ runner.temp }}/${{ github.sha }} # ${{ github.event.pull_request.title == 'x' }}",
    ),
    says: "github.event.head_commit.message, which anyone can set, becomes part of a script in the job build",
    at: `${RELEASE}:16`,
  },
  {
    code: "W007",
    fires: release('push:\n    tags: ["v*"]', "pull_request_target:"),
    silent: {
      tree: {
        ".github/workflows/label.yml":
          "on: pull_request_target\njobs:\n  label:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/labeler@v6\n",
      },
    },
    says: "pull_request_target triggers a workflow that publishes",
    at: `${RELEASE}:3`,
  },
  {
    code: "W007",
    about: "the branch of the pull request is checked out",
    fires: {
      tree: {
        ".github/workflows/preview.yml":
          "on: [pull_request_target]\njobs:\n  docs:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v7\n        with:\n          ref: ${{ github.event.pull_request.head.sha }}\n",
      },
    },
    says: "pull_request_target: an untrusted pull request branch is checked out with the repository's permissions",
    at: ".github/workflows/preview.yml:6",
  },
  {
    code: "W007",
    about: "a checkout of one's own branch is a note",
    fires: {
      tree: {
        ".github/workflows/labels.yml":
          "on: [pull_request_target]\njobs:\n  label:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v7\n",
      },
    },
    says: "with a checkout",
    severity: "info",
  },
  {
    code: "W007",
    about: "workflow_run",
    fires: {
      tree: {
        ".github/workflows/after.yml":
          "on:\n  workflow_run:\n    workflows: [tests]\njobs:\n  after:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v7\n        with:\n          ref: ${{ github.event.workflow_run.head_sha }}\n",
      },
    },
    silent: {
      tree: {
        ".github/workflows/after.yml":
          "on:\n  workflow_run:\n    workflows: [tests]\njobs:\n  after:\n    if: github.event.workflow_run.event == 'push'\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v7\n        with:\n          ref: ${{ github.event.workflow_run.head_sha }}\n",
      },
    },
    says: "workflow_run",
  },
  {
    code: "W008",
    fires: release(OLD_CHECKOUT, "actions/checkout@v4\n"),
    silent: release(OLD_CHECKOUT, "actions/checkout@v6\n"),
    says: "the checkout in the job build stores the repository's token in .git/config",
    at: `${RELEASE}:12`,
  },
  {
    code: "W008",
    about: "a hash whose comment says the version",
    fires: release(OLD_CHECKOUT, "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v5.0.0\n"),
    silent: release(CHECKOUT, ""),
    says: "the checkout in the job build stores the repository's token in .git/config",
  },
  {
    code: "W009",
    fires: release("# v7.0.0\n", "# v7.0.0\n        with:\n          cache: pip\n"),
    silent: release(
      "# v7.0.0\n",
      "# v7.0.0\n        with:\n          cache: ${{ !startsWith(github.ref, 'refs/tags/') && 'pip' || '' }}\n",
    ),
    says: "restores a cache (actions/setup-python)",
    at: `${RELEASE}:17`,
  },
  {
    code: "W011",
    fires: release("    environment: pypi\n", ""),
    silent: release("environment: pypi", "environment: { name: pypi, url: 'https://good.dev' }"),
    says: "the job publish publishes without an environment",
    at: `${RELEASE}:20`,
  },
];
