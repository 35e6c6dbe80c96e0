import { defineStageRule, type StageRule } from "../findings/stage-rule.ts";

export const BUILD_FAILED: StageRule = defineStageRule({
  code: "B001",
  slug: "build-failed",
  title: "The build backend failed",
  phase: "build",
  docs: {
    what: "The backend's hook raised an exception or exited with an error status.",
    why: "Neither you nor a user who needs the sdist can build the project.",
    fix: "read the last lines of the build log that the finding quotes, and fix what the exception names",
  },
});

export const BUILD_HANGS: StageRule = defineStageRule({
  code: "B002",
  slug: "build-hangs",
  title: "The build timed out",
  phase: "build",
  docs: {
    what: "A hook of the backend was still running after the build timeout; its processes were terminated.",
    why: "A release workflow would wait until its runner is stopped.",
    fix: "find what the build waits for (a prompt, a download); if it really takes longer, raise [tool.shipwheel] build-timeout",
  },
});

export const BUILD_WRITES_OUTSIDE: StageRule = defineStageRule({
  code: "B003",
  slug: "build-writes-outside",
  title: "The build wrote outside its own directory",
  phase: "build",
  docs: {
    what: "The backend wrote into the home directory, beside the export, or into your own tree.",
    why: "On a user's machine, the build could write anywhere, and a second build may find leftovers of the first.",
    fix: "write into the build's own directory or a temporary one",
  },
});

export const DISTRIBUTION_MISSING: StageRule = defineStageRule({
  code: "B004",
  slug: "distribution-missing",
  title: "The build succeeded but made no distribution",
  phase: "build",
  docs: {
    what: "A hook returned without an error, but the file that it named does not exist or is not a distribution.",
    why: "There is nothing to upload.",
    fix: "fix the backend's hook: PEP 517 requires it to write one file and return its name",
  },
});

export const SDIST_CANNOT_BE_UNPACKED: StageRule = defineStageRule({
  code: "B005",
  slug: "sdist-cannot-be-unpacked",
  title: "The sdist that was just built cannot be unpacked",
  phase: "build",
  docs: {
    what: "Python's own tar filter, or the shape of the archive, rejects the sdist.",
    why: "Installers unpack sdists with the same filter, so every installation from the sdist fails.",
    fix: "remove absolute paths, links out of the tree and special files from the sdist",
  },
});

export const BUILD_REQUIREMENTS_UNMET: StageRule = defineStageRule({
  code: "B006",
  slug: "build-requirements-unmet",
  title: "The build requirements cannot be installed",
  phase: "build",
  docs: {
    what: "The installer found no set of versions for build-system.requires, or could not install what the lock pins.",
    why: "Every isolated build fails, including those of users who install from the sdist.",
    fix: "correct build-system.requires in pyproject.toml; with a lock, run shipwheel build --lock and read its diff",
  },
});

export const LINK_REFUSED: StageRule = defineStageRule({
  code: "B007",
  slug: "link-refused",
  title: "The tree has a link out of the repository, so nothing was built",
  phase: "build",
  docs: {
    what: "A symbolic link points outside the repository or into its .git directory.",
    why: "A build backend that follows it packs a file of the build machine, such as a password file, into the release.",
    fix: "replace the link with a copy of the file, or remove it",
  },
});

export const BUILD_NOT_REPRODUCIBLE: StageRule = defineStageRule({
  code: "B008",
  slug: "build-not-reproducible",
  title: "Two builds of the same commit differ",
  phase: "build",
  docs: {
    what: "A second build with the same build requirements, in another directory, with another umask, time zone, locale, hash seed, file order and older source files, made other bytes.",
    why: "Nobody can verify that the published files are made of the tagged sources.",
    fix: "build with --normalize for times, permissions and order; generate contents from the sources only",
  },
});

export const BUILD_LOCK_DRIFT: StageRule = defineStageRule({
  code: "B009",
  slug: "build-lock-drift",
  title: "The lock of the build requirements does not match the build",
  phase: "build",
  docs: {
    what: "build-system.requires, the backend's own requirements or the interpreter are not those that the lock was written for.",
    why: "The build would use versions that nobody locked.",
    fix: "run shipwheel build --lock, and commit the file",
  },
});

export const GIVEN_WHEEL_UNFIT: StageRule = defineStageRule({
  code: "B010",
  slug: "given-wheel-unfit",
  title: "A wheel that was built elsewhere does not belong to the release",
  phase: "build",
  docs: {
    what: "A wheel of --wheels has another name, version or metadata than the sdist built here, is for its builder's machine only, or is for the same machines as another wheel.",
    why: "An installer takes the metadata of one wheel for that of the release: users of different systems would get different dependencies.",
    fix: "build every wheel from the sdist of this commit, and give the directory that has them and no others",
  },
});
