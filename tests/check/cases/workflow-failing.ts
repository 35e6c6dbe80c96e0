import type { RuleCase } from "../rule-case.ts";
import { GOOD_RELEASE, release, RELEASE, releaseText } from "./workflow-jobs.ts";

const PUBLISH = "- uses: pypa/gh-action-pypi-publish@dc37677b2e1c63e2034f94d8a5b11f265b73ba33 # v1.14.2\n";
const BY_NAME = "with: { name: dist, path: dist/ }\n      - uses: pypa";
const BUILD_ON = "    runs-on: ubuntu-latest\n    permissions:\n      contents: read\n";

/** Release jobs that fail as they are written. */
export const workflowFailingCases: readonly RuleCase[] = [
  {
    code: "W039",
    fires: releaseText(GOOD_RELEASE.replace(/(publish:\n.*\n.*)ubuntu-latest/, "$1windows-latest")),
    says: "runs gh-action-pypi-publish on windows-latest",
    at: `${RELEASE}:29`,
    help: "ubuntu-latest",
  },
  {
    code: "W039",
    about: "one artifact's name for all jobs of a matrix",
    fires: release(BUILD_ON, `    strategy: { matrix: { os: [ubuntu-latest, macos-latest] } }\n${BUILD_ON}`),
    silent: releaseText(
      GOOD_RELEASE.replace(
        BUILD_ON,
        `    strategy: { matrix: { os: [ubuntu-latest, macos-latest] } }\n${BUILD_ON}`,
      ).replace(
        "{ name: dist, path: dist/ }\n  publish",
        "{ name: 'dist-${{ matrix.os }}', path: dist/ }\n  publish",
      ),
    ),
    says: "uploads an artifact called dist from every job of its matrix",
  },
  {
    code: "W039",
    about: "artifacts in folders of their own",
    fires: release(BY_NAME, "with: { pattern: dist-*, path: dist/ }\n      - uses: pypa"),
    silent: release(
      BY_NAME,
      "with: { pattern: dist-*, path: dist/, merge-multiple: true }\n      - uses: pypa",
    ),
    says: "downloads each artifact into its own folder below dist/",
    help: "merge-multiple",
  },
  {
    code: "W039",
    about: "two uploads with attestations",
    fires: release(
      PUBLISH,
      `${PUBLISH}        with: { repository-url: https://test.good.dev/legacy/ }\n      ${PUBLISH}`,
    ),
    silent: release(
      PUBLISH,
      `${PUBLISH}        with: { attestations: false, repository-url: https://test.good.dev/legacy/ }\n      ${PUBLISH}`,
    ),
    says: "publishes twice with attestations",
  },
  {
    code: "W039",
    about: "attestations that a step removes between two uploads",
    fires: release(PUBLISH, `${PUBLISH}      - run: rm -f dist/*.log\n      ${PUBLISH}`),
    silent: release(PUBLISH, `${PUBLISH}      - run: rm -f dist/*.publish.attestation\n      ${PUBLISH}`),
    says: "publishes twice with attestations",
  },
  {
    code: "W039",
    about: "checksums among the distributions",
    fires: release(PUBLISH, `- run: sha256sum dist/* > dist/SHA256SUMS\n      ${PUBLISH}`),
    silent: release(PUBLISH, `- run: sha256sum dist/* > SHA256SUMS\n      ${PUBLISH}`),
    says: "puts files into dist/ that are not distributions",
  },
  {
    code: "W039",
    about: "signatures among the distributions",
    fires: release(
      PUBLISH,
      `- uses: sigstore/gh-action-sigstore-python@${"a".repeat(40)}\n        with: { inputs: ./dist/*.whl }\n      ${PUBLISH}`,
    ),
    silent: release(
      PUBLISH,
      `- uses: sigstore/gh-action-sigstore-python@${"a".repeat(40)}\n        with: { inputs: ./dist/*.whl }\n      - run: rm dist/*.json\n      ${PUBLISH}`,
    ),
    says: "puts files into dist/ that are not distributions",
  },
  {
    code: "W039",
    about: "a release without its permission",
    fires: releaseText(`${GOOD_RELEASE}      - uses: softprops/action-gh-release@${"a".repeat(40)}\n`),
    silent: releaseText(
      `${GOOD_RELEASE.replace("id-token: write\n", "id-token: write\n      contents: write\n")}      - uses: softprops/action-gh-release@${"a".repeat(40)}\n`,
    ),
    says: "without the permission contents: write",
  },
  {
    code: "W039",
    about: "one wheel from each Python of a matrix",
    fires: releaseText(
      GOOD_RELEASE.replace(
        "    needs: build\n",
        '    needs: build\n    strategy: { matrix: { python: ["3.13", "3.14"] } }\n',
      ),
    ),
    silent: releaseText(
      GOOD_RELEASE.replace(
        "    needs: build\n",
        "    needs: build\n    strategy: { matrix: { package: [one, two] } }\n",
      ),
    ),
    says: "publishes once for each python of its matrix",
  },
  {
    code: "W039",
    about: "a version of upload-artifact that GitHub has switched off",
    fires: release("upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1", "upload-artifact@v3"),
    silent: release(
      "upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1",
      "upload-artifact@v4",
    ),
    says: "whose service GitHub has switched off",
    help: "write actions/upload-artifact@",
  },
  {
    code: "W039",
    about: "two uploads with attestations under the condition of the job",
    fires: releaseText(
      GOOD_RELEASE.replace(
        "    needs: build\n",
        "    needs: build\n    if: startsWith(github.ref, 'refs/tags')\n",
      ).replace(
        PUBLISH,
        `${PUBLISH}        with: { repository-url: https://test.good.dev/legacy/ }\n      ${PUBLISH}        if: \${{ startsWith(github.ref, 'refs/tags') }}\n`,
      ),
    ),
    silent: release(
      PUBLISH,
      `${PUBLISH}        with: { repository-url: https://test.good.dev/legacy/ }\n      ${PUBLISH}        if: github.event_name == 'release'\n`,
    ),
    says: "publishes twice with attestations",
  },
  {
    code: "W033",
    about: "secrets in the condition of a job",
    fires: release("    needs: build\n", "    needs: build\n    if: ${{ secrets.TOKEN != '' }}\n"),
    silent: release(
      "    needs: build\n",
      "    needs: build\n    if: ${{ vars.PUBLISH != 'secrets.TOKEN' }}\n",
    ),
    says: "the context secrets is not available in jobs.publish.if",
    at: `${RELEASE}:22`,
  },
  {
    code: "W033",
    about: "a matrix in the condition of its job, and secrets in that of a step",
    fires: release("    needs: build\n", "    needs: build\n    if: matrix.os == 'x'\n"),
    silent: release(
      "      - uses: actions/setup",
      "      - if: matrix.os == 'x' && env.A == ''\n        uses: actions/setup",
    ),
    says: "the context matrix is not available in jobs.publish.if",
  },
  {
    code: "W033",
    about: "a merge key",
    fires: releaseText(
      `${GOOD_RELEASE}        env: &one { A: b }\n  more:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo\n        env:\n          <<: *one\n`,
    ),
    silent: releaseText(
      `${GOOD_RELEASE}        env: &one { A: b }\n  more:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo\n        env: *one\n`,
    ),
    says: "GitHub rejects the merge key <<",
  },
];
