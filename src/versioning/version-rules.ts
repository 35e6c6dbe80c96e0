import { defineSharedRule, type SharedRule } from "../findings/stage-rule.ts";

export const TAG_IS_ANOTHER_VERSION: SharedRule = defineSharedRule({
  code: "V001",
  slug: "tag-is-another-version",
  phase: "version",
});
export const DIRTY_TREE: SharedRule = defineSharedRule({
  code: "V002",
  slug: "dirty-tree",
  phase: "version",
});
export const VERSION_TAGGED_ELSEWHERE: SharedRule = defineSharedRule({
  code: "V005",
  slug: "version-tagged-elsewhere",
  phase: "version",
});
export const VERSION_ALREADY_TAGGED: SharedRule = defineSharedRule({
  code: "V006",
  slug: "version-already-tagged",
  phase: "version",
});
export const SHALLOW_CLONE: SharedRule = defineSharedRule({
  code: "V009",
  slug: "shallow-clone",
  phase: "version",
});
export const NO_VERSION_TAG: SharedRule = defineSharedRule({
  code: "V020",
  slug: "no-version-tag",
  phase: "version",
});
export const TAG_UNUSABLE: SharedRule = defineSharedRule({
  code: "V021",
  slug: "tag-unusable",
  phase: "version",
});
export const VERSION_NOT_INCREASING: SharedRule = defineSharedRule({
  code: "V022",
  slug: "version-not-increasing",
  phase: "version",
});
export const VERSION_NOT_ABOVE_INDEX: SharedRule = defineSharedRule({
  code: "V023",
  slug: "version-not-above-index",
  phase: "version",
});
export const DEV_VERSION_SHARED: SharedRule = defineSharedRule({
  code: "V025",
  slug: "dev-version-shared",
  phase: "version",
});
export const VERSION_TOOL_NOT_REQUIRED: SharedRule = defineSharedRule({
  code: "V026",
  slug: "version-tool-not-required",
  phase: "version",
});
export const VERSION_INVALID: SharedRule = defineSharedRule({
  code: "N009",
  slug: "version-invalid",
  phase: "version",
});
export const LOCAL_VERSION: SharedRule = defineSharedRule({
  code: "N011",
  slug: "local-version",
  phase: "version",
});
export const BUILT_VERSION_DIFFERS: SharedRule = defineSharedRule({
  code: "G005",
  slug: "built-version-differs",
  phase: "version",
});
export const VERSION_COPIES_DIFFER: SharedRule = defineSharedRule({
  code: "G008",
  slug: "version-copies-differ",
  phase: "version",
});
export const SIBLING_REQUIREMENT_STALE: SharedRule = defineSharedRule({
  code: "G016",
  slug: "sibling-requirement-stale",
  phase: "version",
});
