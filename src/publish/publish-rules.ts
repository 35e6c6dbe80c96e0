import { defineStageRule, type StageRule } from "../findings/stage-rule.ts";

export const UPLOAD_REFUSED: StageRule = defineStageRule({
  code: "U001",
  slug: "upload-refused",
  title: "The index rejects a file",
  phase: "publish",
  docs: {
    what: "The rehearsal index rejected the upload with PyPI's error message.",
    why: "PyPI would reject it too, after the tag is pushed.",
    fix: "follow the help of the finding",
  },
});

export const FILE_DIVERGED: StageRule = defineStageRule({
  code: "U002",
  slug: "file-diverged",
  title: "The index has a different file of this name",
  phase: "publish",
  docs: {
    what: "The index already has a file of this name with different content.",
    why: "A file name can be used only once, and an index that allows overwriting would change a release that users have installed.",
    fix: "release a new version, or publish the files of the original build",
  },
});

export const RELEASE_CLOSED: StageRule = defineStageRule({
  code: "U003",
  slug: "release-too-old",
  title: "The release is closed for new files",
  phase: "publish",
  docs: {
    what: "The first file of this release is older than 14 days, and files are missing.",
    why: "PyPI then rejects new files: 'Uploading new files to releases older than 14 days is not allowed.'",
    fix: "release a new version",
  },
});

export const SECOND_SDIST: StageRule = defineStageRule({
  code: "U004",
  slug: "other-sdist-published",
  title: "The release has a different sdist",
  phase: "publish",
  docs: {
    what: "The index has an sdist of another name for this version.",
    why: "PyPI: 'Only one sdist may be uploaded per release.'",
    fix: "omit the sdist, or release a new version",
  },
});

export const FILE_OVER_DEFAULT_LIMIT: StageRule = defineStageRule({
  code: "U005",
  slug: "file-over-default-limit",
  title: "A file is larger than the usual limit",
  severity: "warning",
  phase: "publish",
  docs: {
    what: "The file has more than 100 MiB.",
    why: "PyPI rejects it unless the project was given a higher limit.",
    fix: "remove what is not needed at run time, or request a higher limit first",
  },
});

export const FOREIGN_FILES_IN_RELEASE: StageRule = defineStageRule({
  code: "U006",
  slug: "foreign-files-in-release",
  title: "The release on the index has unknown files",
  severity: "warning",
  phase: "publish",
  docs: {
    what: "The index has files of this version that are not among the files to publish.",
    why: "Installers may prefer them to the rehearsed files.",
    fix: "find out where they come from; if they are from a different build, release a new version",
  },
});

export const FILE_YANKED: StageRule = defineStageRule({
  code: "U012",
  slug: "published-file-yanked",
  title: "The published file is yanked",
  phase: "publish",
  docs: {
    what: "The index has the file with our bytes but marks it as yanked (PEP 592).",
    why: "Installers skip it unless its exact version is requested: users do not get the release.",
    fix: "undo the yank on the index, or release a new version",
  },
});

export const FILE_UNPROVEN: StageRule = defineStageRule({
  code: "U013",
  slug: "published-file-unproven",
  title: "The index gives no digest of a file",
  phase: "publish",
  docs: {
    what: "The index lists a file of this name without a SHA-256, and the file could not be downloaded.",
    why: "It is unknown whether the file is ours, so it counts neither as published nor as different.",
    fix: "use credentials that can read the index, or enable SHA-256 in its project pages",
  },
});

export const IMMUTABLE_WITHOUT_FILES: StageRule = defineStageRule({
  code: "U014",
  slug: "immutable-release-without-files",
  title: "An immutable release lacks the files",
  phase: "publish",
  docs: {
    what: "The release on the repository host is published and immutable, but the files are not attached to it.",
    why: "An immutable release accepts no more files: attaching them always fails.",
    fix: "publish to the index with --no-forge, or release a new version, whose GitHub or GitLab release is then created by shipwheel",
  },
});

export const SESSION_HOLDS_OTHER_FILES: StageRule = defineStageRule({
  code: "U018",
  slug: "session-holds-other-files",
  title: "The open session of the release has unknown files",
  phase: "publish",
  docs: {
    what: "The index has an unpublished session for this release (PEP 694) with files that this run does not know.",
    why: "A session is published as a whole: those files would become public with ours.",
    fix: "let whoever opened the session publish or cancel it, then run the same command again",
  },
});
