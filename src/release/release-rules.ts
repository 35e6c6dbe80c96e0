import { defineStageRule, type StageRule } from "../findings/stage-rule.ts";

export const TAG_STANDS_ELSEWHERE: StageRule = defineStageRule({
  code: "U007",
  slug: "tag-stands-elsewhere",
  title: "The release tag is on a different commit",
  phase: "version",
  docs: {
    what: "The tag of this release already exists on a different commit.",
    why: "A tag permanently records which commit a release was made from.",
    fix: "release the commit of the tag, or use a new version: shipwheel version bump",
  },
});

export const TAG_SIGNATURE_INVALID: StageRule = defineStageRule({
  code: "U008",
  slug: "tag-signature-invalid",
  title: "The signature of the release tag is not valid",
  phase: "version",
  docs: {
    what: "git does not accept the signature of the tag.",
    why: "Users who verify it would reject the release.",
    fix: "make the signer's key known to git, or create the tag again",
  },
});

export const RECORD_DOES_NOT_HOLD: StageRule = defineStageRule({
  code: "U010",
  slug: "record-does-not-hold",
  title: "The record does not match the release",
  phase: "verify",
  docs: {
    what: "A file, the journal, the digests, a signature or the tag of a released version does not match the record.",
    why: "The files or the record were changed after the release.",
    fix: "download the named file again from the release; if it is the record, use another copy",
  },
});

export const WHEEL_FOR_THIS_MACHINE_ONLY: StageRule = defineStageRule({
  code: "U011",
  slug: "wheel-for-this-machine-only",
  title: "A wheel that PyPI rejects would be released",
  phase: "publish",
  docs: {
    what: "The build produced a compiled wheel whose platform tag (linux_x86_64) PyPI does not accept.",
    why: "The rehearsal tests the wheel without uploading it; a release would push the tag before the index rejects it.",
    fix: "build manylinux and musllinux wheels with cibuildwheel, and upload them and the sdist: shipwheel publish dist/*",
  },
});

export const PROMOTED_OTHER_BYTES: StageRule = defineStageRule({
  code: "U016",
  slug: "promoted-other-bytes",
  title: "The source index of the promotion has different files",
  phase: "verify",
  docs: {
    what: "This machine released the version to the other index, and that index now shows other files or digests.",
    why: "The files to promote are not the rehearsed and tested ones.",
    fix: "find out who changed the release there, and promote a new version",
  },
});

export const PROMOTED_FROM_ANOTHER_COMMIT: StageRule = defineStageRule({
  code: "U017",
  slug: "promoted-from-another-commit",
  title: "The files to promote were built from another commit",
  phase: "version",
  docs: {
    what: "The release on the other index was built from a different commit than HEAD.",
    why: "The tag would name a commit that the files were not built from.",
    fix: "check out the commit of the files, then promote",
  },
});

export const ATTESTATION_OF_ANOTHER_SOURCE: StageRule = defineStageRule({
  code: "U022",
  slug: "attestation-of-another-source",
  title: "An attestation of the draft release was not made by this repository",
  phase: "verify",
  docs: {
    what: "A release that another machine began is continued from its draft, and an attestation in it does not verify, or was signed by another repository or at another commit.",
    why: "Whoever can write the draft can put files of their own there; they would be uploaded in the name of this repository.",
    fix: "find out who changed the draft, delete it, and run the same command again",
  },
});

export const VERSION_STEP_TOO_SMALL: StageRule = defineStageRule({
  code: "U023",
  slug: "version-step-too-small",
  title: "The version rises less than the changes ask for",
  phase: "version",
  docs: {
    what: "Compared with the last release, something was removed or added that asks for a higher number by SemVer. Off by default: [tool.shipwheel.diff] level.",
    why: "Whoever allows patch or minor upgrades gets changes that they do not expect.",
    fix: "release it as the version that the finding names, or give the reason in [[tool.shipwheel.diff.accept]]",
    bad: "1.0.1 without the function that 1.0.0 had",
    good: "2.0.0",
  },
});

export const BREAKING_WITHOUT_CHANGELOG: StageRule = defineStageRule({
  code: "U024",
  slug: "breaking-without-changelog",
  title: "A breaking release has no changelog entry",
  phase: "version",
  docs: {
    what: "Compared with the last release, something that users rely on is gone or different, and the changelog has no entry of the version. Off by default: [tool.shipwheel.diff] level.",
    why: "Users learn only from an error what they have to change.",
    fix: "write the entry of the version into the changelog",
    bad: "2.0.0 without an entry",
    good: "an entry that says what to use instead",
  },
});
