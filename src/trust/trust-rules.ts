import { defineStageRule, type StageRule } from "../findings/stage-rule.ts";

export const PUBLISHER_MISMATCH: StageRule = defineStageRule({
  code: "U021",
  slug: "publisher-mismatch",
  title: "the publishing job is not the registered trusted publisher",
  phase: "auth",
  docs: {
    what: "The claims that the job will present, computed from the workflow files, differ from the trusted publisher that is recorded in `[tool.shipwheel.publish.publishers]`, or from the one that published the last release; or the job cannot publish by an identity at all: it lacks `id-token: write`, is started by `pull_request_target`, or attests its files in a called workflow.",
    why: "PyPI rejects the exchange with 'invalid-publisher' after the tag is pushed, and nothing is published.",
    fix: "make the job and the publisher on the index match, then record the publisher: shipwheel doctor trust --record",
    bad: '[[tool.shipwheel.publish.publishers.pypi]]\nenvironment = "release"  # but the job has environment: pypi',
    good: '[[tool.shipwheel.publish.publishers.pypi]]\nenvironment = "pypi"',
  },
});
