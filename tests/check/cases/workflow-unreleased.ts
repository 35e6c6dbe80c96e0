import type { RuleCase } from "../rule-case.ts";
import { GOOD_RELEASE, release, releaseText } from "./workflow-jobs.ts";

/** Uploads of what nobody released. */
export const workflowUnreleasedCases: readonly RuleCase[] = [
  {
    code: "W041",
    fires: release('push:\n    tags: ["v*"]', "pull_request:"),
    silent: releaseText(
      GOOD_RELEASE.replace('push:\n    tags: ["v*"]', "pull_request:").replace(
        "    environment: pypi\n",
        "    environment: pypi\n    if: github.event_name != 'pull_request'\n",
      ),
    ),
    says: "publishes at every pull request",
    help: "github.event_name != 'pull_request'",
  },
  {
    code: "W041",
    about: "every run before is published, even a failed one",
    fires: release('push:\n    tags: ["v*"]', "workflow_run: { workflows: [CI], types: [completed] }"),
    silent: releaseText(
      GOOD_RELEASE.replace(
        'push:\n    tags: ["v*"]',
        "workflow_run: { workflows: [CI], types: [completed] }",
      ).replace(
        "    environment: pypi\n",
        "    environment: pypi\n    if: github.event.workflow_run.conclusion == 'success'\n",
      ),
    ),
    says: "publishes after every workflow_run",
    help: "conclusion == 'success'",
  },
  {
    code: "W041",
    about: "every branch is published",
    fires: release('push:\n    tags: ["v*"]', "push:"),
    silent: release('push:\n    tags: ["v*"]', "push:\n    branches: [main]"),
    says: "publishes to PyPI at every push of any branch",
    help: "startsWith(github.ref, 'refs/tags/')",
  },
  {
    code: "W041",
    about: "a condition on the repository alone",
    fires: releaseText(
      GOOD_RELEASE.replace('push:\n    tags: ["v*"]', "push:").replace(
        "    environment: pypi\n",
        "    environment: pypi\n    if: github.repository == 'o/demo'\n",
      ),
    ),
    silent: releaseText(
      GOOD_RELEASE.replace('push:\n    tags: ["v*"]', "push:").replace(
        "    environment: pypi\n",
        "    environment: pypi\n    if: github.repository == 'o/demo' && github.ref_type == 'tag'\n",
      ),
    ),
    says: "publishes to PyPI at every push of any branch",
  },
  {
    code: "W041",
    about: "a condition on the event alone",
    fires: releaseText(
      GOOD_RELEASE.replace('push:\n    tags: ["v*"]', "push:").replace(
        "    environment: pypi\n",
        "    environment: pypi\n    if: github.event_name == 'push' && success()\n",
      ),
    ),
    silent: releaseText(
      GOOD_RELEASE.replace('push:\n    tags: ["v*"]', "push:").replace(
        "    environment: pypi\n",
        "    environment: pypi\n    if: github.event_name == 'release'\n",
      ),
    ),
    says: "publishes to PyPI at every push of any branch",
  },
  {
    code: "W041",
    about: "a condition on who pushed",
    fires: releaseText(
      GOOD_RELEASE.replace('push:\n    tags: ["v*"]', "push:").replace(
        "    environment: pypi\n",
        "    environment: pypi\n    if: github.actor != 'dependabot[bot]'\n",
      ),
    ),
    silent: releaseText(
      GOOD_RELEASE.replace('push:\n    tags: ["v*"]', "push:").replace(
        "    environment: pypi\n",
        "    environment: pypi\n    if: github.ref == 'refs/heads/main'\n",
      ),
    ),
    says: "publishes to PyPI at every push of any branch",
  },
  {
    code: "W041",
    about: "a ref that is not one branch",
    fires: releaseText(
      GOOD_RELEASE.replace('push:\n    tags: ["v*"]', "push:").replace(
        "    environment: pypi\n",
        "    environment: pypi\n    if: github.ref != 'refs/heads/docs'\n",
      ),
    ),
    silent: releaseText(
      GOOD_RELEASE.replace('push:\n    tags: ["v*"]', "push:").replace(
        "    environment: pypi\n",
        "    environment: pypi\n    if: needs.build.outputs.release == 'true'\n",
      ),
    ),
    says: "publishes to PyPI at every push of any branch",
  },
];
