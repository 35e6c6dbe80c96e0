import { defineSharedRule, type SharedRule } from "./stage-rule.ts";

export const BUILD_BACKEND_UNKNOWN: SharedRule = defineSharedRule({
  code: "F003",
  slug: "build-backend-unknown",
  phase: "build",
});

export const WHEEL_FROM_SDIST_DIFFERS: SharedRule = defineSharedRule({
  code: "Y007",
  slug: "wheel-from-sdist-differs",
  phase: "verify",
});

export const CHANGELOG_ENTRY_MISSING: SharedRule = defineSharedRule({
  code: "G007",
  slug: "changelog-entry-missing",
  phase: "version",
});

export const BUILD_IN_PUBLISHING_JOB: SharedRule = defineSharedRule({
  code: "W004",
  slug: "build-in-publishing-job",
  phase: "check",
});
