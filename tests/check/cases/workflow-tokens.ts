import type { RuleCase } from "../rule-case.ts";
import { GOOD_RELEASE, RELEASE, release, releaseText } from "./workflow-jobs.ts";

const PUBLISH = "- uses: pypa/gh-action-pypi-publish@dc37677b2e1c63e2034f94d8a5b11f265b73ba33 # v1.14.2\n";
/** Tests beside the build, whose artifact nobody publishes. */
const TESTED = GOOD_RELEASE.replace("needs: build\n", "needs: [build, test]\n").replace(
  "  publish:\n",
  "  test:\n    runs-on: ubuntu-latest\n    permissions: {}\n    steps:\n      - uses: actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0\n        with: { cache: pip }\n      - run: pytest\n      - uses: actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1\n        with: { name: coverage, path: x }\n  publish:\n",
);
const AFTER =
  "  sign:\n    needs: publish\n    runs-on: ubuntu-latest\n    permissions: { contents: write }\n    steps: [{ uses: someone/signs@v1 }]\n";
const SECRET = "${{ secrets.T }}";
/** Ways by which a stored token reaches an upload. */
const STORED: Readonly<Record<string, string>> = {
  "maturin's action": `- uses: PyO3/maturin-action@v1\n        with: { command: upload, args: '--skip-existing *' }\n        env: { MATURIN_PYPI_TOKEN: '${SECRET}' }\n`,
  "poetry config": `- run: |\n          poetry config pypi-token.pypi ${SECRET}\n          poetry publish\n`,
  "a .pypirc": `- run: printf '[pypi]\\npassword = ${SECRET}' > ~/.pypirc\n      - run: twine upload dist/*\n`,
  "another action": `- uses: someone/poetry-publish@v2\n        with: { pypi_token: '${SECRET}' }\n`,
  "a task": `- run: make publish\n        env: { TWINE_PASSWORD: '${SECRET}' }\n`,
  "an environment of tox": `- run: pipx run tox -e release\n        env: { TWINE_PASSWORD: '${SECRET}' }\n`,
  curl: `- run: curl -u "__token__:${SECRET}" -F content=@dist/x ${["https://upload.pypi", "org/legacy/"].join(".")}\n`,
};

/** Tokens, caches and actions beside the plain ways. */
export const workflowTokenCases: readonly RuleCase[] = [
  {
    code: "W009",
    about: "setup-uv, which caches unless it is told not to",
    fires: release(
      "      - run: python -m pip",
      "      - uses: astral-sh/setup-uv@v9\n      - run: python -m pip",
    ),
    silent: release(
      "      - run: python -m pip",
      "      - uses: astral-sh/setup-uv@v9\n        with: { enable-cache: false }\n      - run: python -m pip",
    ),
    says: "restores a cache (astral-sh/setup-uv)",
  },
  {
    code: "W009",
    about: "tests whose artifacts are none of the release",
    fires: releaseText(
      TESTED.replace("name: coverage", "name: dist-more").replace(
        "{ name: dist, path: dist/ }\n      - uses: pypa",
        "{ pattern: dist*, path: dist/ }\n      - uses: pypa",
      ),
    ),
    silent: releaseText(TESTED),
    says: "the job test, which the release depends on, restores a cache",
  },
  {
    code: "W005",
    about: "a job behind the upload that signs",
    fires: releaseText(`${GOOD_RELEASE}${AFTER}`),
    silent: releaseText(`${GOOD_RELEASE}${AFTER.replace("contents: write", "contents: read")}`),
    says: "someone/signs@v1",
  },
  {
    code: "W004",
    about: "a task that builds",
    fires: release(PUBLISH, `- run: tox -e build-dist\n      ${PUBLISH}`),
    silent: release(PUBLISH, `- run: pdm publish --no-build\n      ${PUBLISH}`),
    says: "the job publish builds the project and",
  },
  ...Object.entries(STORED).map(([about, step]): RuleCase => ({
    code: "W001",
    about,
    fires: release(PUBLISH, step),
    says: "with a stored token or password",
  })),
  {
    code: "W001",
    about: "an upload that is only spoken of",
    fires: release(PUBLISH, "- run: twine upload -p \"$T\" dist/*\n        env: { T: '${{ secrets.T }}' }\n"),
    silent: release(
      PUBLISH,
      `- run: 'echo "by hand: twine upload -p x dist/*"'\n        env: { TWINE_PASSWORD: '\${{ secrets.T }}' }\n`,
    ),
    says: "uploads (twine) with a stored token",
  },
  {
    code: "W022",
    fires: release("permissions: {}", "permissions: write-all"),
    says: "gives every release job all permissions",
    at: `${RELEASE}:5`,
  },
  {
    code: "W022",
    about: "a condition that is always true",
    fires: release(
      "    needs: build\n",
      "    needs: build\n    if: ${{ github.ref_type == 'tag' }} && true\n",
    ),
    silent: release("    needs: build\n", "    needs: build\n    if: ${{ github.ref_type == 'tag' }}\n"),
    says: "always true",
    at: `${RELEASE}:22`,
    help: "one expression",
  },
  {
    code: "W022",
    about: "a download that becomes a shell",
    fires: release(
      "- run: twine check",
      "- run: curl -LsSf https://good.dev/install.sh | sh\n      - run: twine check",
    ),
    says: "the job build pipes a downloaded script into a shell",
    help: "SHA-256",
  },
];
