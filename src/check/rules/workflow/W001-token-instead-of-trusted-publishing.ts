import { isPublic, publishings } from "../../../tree/workflows/publishing.ts";
import { resolvedWorkflows } from "../../../tree/workflows/composite-actions.ts";
import { trustedRewrite } from "../../../tree/workflows/trusted-rewrite.ts";
import { ACTION_PINS } from "../../knowledge/action-pins.ts";
import { projectOf, publisherOf, secretsOf } from "./views/publisher.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

const pin = ACTION_PINS.get("pypa/gh-action-pypi-publish");
const PYPA_ACTION = pin === undefined ? null : `pypa/gh-action-pypi-publish@${pin.commit} # ${pin.version}`;

/** W001: a workflow uploads with a token that never ends, where an identity would do. */
export const tokenInsteadOfTrustedPublishing: Rule = defineRule({
  code: "W001",
  slug: "token-instead-of-trusted-publishing",
  title: "a workflow uploads with a stored token",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree"],
  pypiOnly: true,
  fix: "review",
  docs: {
    what: "A step that uploads to PyPI gets a token or password from the repository's secrets.",
    why: "Anyone who reads a stored token can use it from anywhere until it is revoked. With trusted publishing, each run gets a token that expires after 15 minutes.",
    fix: "register the workflow as a trusted publisher on PyPI, give its job `permissions: { contents: read, id-token: write }`, and delete the password and the secret",
    bad: "with:\n  password: ${{ secrets.PYPI_API_TOKEN }}",
    good: "permissions:\n  id-token: write",
    peers: ["repo-review:GH105", "zizmor:use-trusted-publishing"],
  },
  async check(inputs) {
    return publishings(await resolvedWorkflows(inputs))
      .filter((each) => isPublic(each) && each.auth === "token")
      .map((each) => {
        const { workflow, job, step, tool, credential } = each;
        const fix = trustedRewrite(each, PYPA_ACTION);
        return {
          message: `the job ${job.id} uploads (${tool}) with a stored token or password`,
          location: workflow.file.locate(credential ?? step.place),
          subject: `${workflow.file.path} ${job.id} ${step.place.start}`,
          ...(typeof fix === "string"
            ? { details: { unfixed: fix } }
            : {
                fix,
                details: { publisher: publisherOf(each, projectOf(inputs)), secrets: secretsOf(each) },
              }),
        };
      });
  },
});
