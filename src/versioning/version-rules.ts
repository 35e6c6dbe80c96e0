import type { StageRule } from "../findings/stage-rule.ts";

/** What strict mode sees of a version; V001, V002, V005, V006 and V009 are explained as rules of the check. */
export const VERSION_RULES: readonly StageRule[] = [
  {
    code: "V020",
    slug: "no-version-tag",
    title: "The version comes from the tags, and there is none",
    severity: "error",
    docs: {
      what: "The project takes its version from git, and no tag of its template is reachable from HEAD.",
      why: "The build makes 0.1.dev17 or the like of it, without a word.",
      fix: "git fetch --tags; for the first release: git tag -a v0.1.0 -m v0.1.0",
      bad: "actions/checkout without fetch-depth: 0",
      good: "git describe names a tag",
      peers: [],
    },
  },
  {
    code: "V021",
    slug: "tag-unusable",
    title: "The nearest tag names no version",
    severity: "error",
    docs: {
      what: "A tag such as v1.0-final or nightly-7 is nearer than the last tag that names a version.",
      why: "shipwheel walks on to the nearest one that does; setuptools-scm stops with an error, or counts from the wrong one.",
      fix: "delete the tag, or let the tool pass such tags over: tag.prefix, or scm.git.describe_command with --match",
      bad: "v1.2.0, then v1.2-final",
      good: "v1.2.0",
      peers: [],
    },
  },
  {
    code: "V022",
    slug: "version-not-increasing",
    title: "The version is not above the last release behind HEAD",
    severity: "error",
    docs: {
      what: "The nearest tag before HEAD names the same version or a higher one.",
      why: "Installers choose the highest version: nobody would get this release unasked.",
      fix: "shipwheel version bump",
      bad: 'tag v1.3.0, then version = "1.2.9"',
      good: 'version = "1.3.1"',
      peers: [],
    },
  },
  {
    code: "V023",
    slug: "version-not-above-index",
    title: "The index has this version, or a higher one",
    severity: "error",
    docs: {
      what: "The index holds a release with this version, or one above it that does not belong to another series.",
      why: "An index never takes a file name twice, and installers choose the highest version.",
      fix: "shipwheel version bump",
      bad: "1.2.0 is on the index, and 1.2.0 is built",
      good: "1.2.1",
      peers: ["twine --skip-existing"],
    },
  },
  {
    code: "V025",
    slug: "dev-version-shared",
    title: "Two builds can have this version",
    severity: "warning",
    docs: {
      what: "A development version counts commits since a tag and has no local part: every branch with as many commits has it.",
      why: "Two builds of different commits share one version; an index takes the first.",
      fix: "tag the commit for a release; upload such builds from one branch only",
      bad: '1.2.1.dev3 on two branches, with local_scheme = "no-local-version"',
      good: "1.2.1 at its tag",
      peers: [],
    },
  },
];
