import type { Explanation } from "../check/engine/rule-pages.ts";
import { CHANGELOG_RULES } from "../changelog/changelog-rules.ts";
import type { StageRule } from "../findings/stage-rule.ts";

function rule(
  code: string,
  slug: string,
  title: string,
  docs: Partial<Explanation["docs"]> & Pick<Explanation["docs"], "what" | "why" | "fix">,
  severity: StageRule["severity"] = "error",
): StageRule {
  return { code, slug, title, severity, docs: { bad: "", good: "", peers: [], ...docs } };
}

/** What is observed while building, uploading, installing and running: explained like the rules of the check. */
export const STAGE_RULES: readonly StageRule[] = [
  rule("B001", "build-failed", "The build back-end failed", {
    what: "The back-end's hook ended with an exception or an exit status.",
    why: "Nobody can build the project: neither you at the release nor a user who needs the sdist.",
    fix: "read the last lines of the build log that the finding quotes, and repair what the exception names",
  }),
  rule("B002", "build-hangs", "The build did not end in time", {
    what: "A hook of the back-end was still running after the build timeout; its processes were ended.",
    why: "A release workflow would wait until its runner is taken away.",
    fix: "find what waits (a prompt, a download); a build that really takes longer wants [tool.shipwheel] build-timeout",
  }),
  rule("B003", "build-writes-outside", "The build wrote outside its own directory", {
    what: "The back-end wrote into the home directory, beside the export, or into your own tree.",
    why: "On a user's machine such a write lands anywhere, and a second build may see the leftovers of the first.",
    fix: "write into the build's own directory or a temporary one",
  }),
  rule("B004", "distribution-missing", "The build ended well and made no distribution", {
    what: "A hook returned without an error, yet the file that it named is not there or is no distribution.",
    why: "There is nothing to upload.",
    fix: "repair the back-end's hook: PEP 517 wants it to write one file and return its name",
  }),
  rule("B005", "sdist-cannot-be-unpacked", "The sdist that was just built cannot be unpacked", {
    what: "Python's own tar filter, or the shape of the archive, refuses the sdist.",
    why: "Installers unpack an sdist by the same filter: every installation from it fails.",
    fix: "remove absolute paths, links out of the tree and special files from what the sdist includes",
  }),
  rule("B006", "build-requirements-unmet", "The build requirements cannot be installed", {
    what: "The installer found no set of versions for build-system.requires.",
    why: "Every build in isolation fails, also at those who install from the sdist.",
    fix: "correct build-system.requires in pyproject.toml",
  }),
  rule("I001", "install-fails", "The installer could not install the release", {
    what: "A real installer, in a fresh environment, from the rehearsal index, ended with an error.",
    why: "Every user will meet the same words.",
    fix: "read the installer's words that the finding quotes",
  }),
  rule("I002", "import-fails", "A module that ships cannot be imported", {
    what: "Importing the installed module by itself, in a fresh interpreter, raised an exception.",
    why: "The first user who imports it gets the same traceback.",
    fix: "declare what is missing, ship what is missing, or name the module under [tool.shipwheel] import.skip with a reason",
  }),
  rule("I003", "entry-point-fails", "An entry point's object cannot be loaded", {
    what: "The module of the entry point, or the attribute in it, does not exist in the installed release.",
    why: "The command or the plug-in fails as soon as somebody uses it.",
    fix: "correct the target in [project.scripts] or [project.entry-points]",
  }),
  rule("I004", "script-fails", "A console script ends with an error", {
    what: "The installed script, run from an empty directory, did not exit as expected.",
    why: "It is the first thing that a user types.",
    fix: "repair it, or say what is right for it: [tool.shipwheel.scripts.NAME] args, exit, skip",
  }),
  rule("I005", "script-hangs", "A console script does not end", {
    what: "The script was still running after the script timeout, without a terminal and with empty input.",
    why: "It waits for a terminal or a network that a user's cron job does not have either.",
    fix: "let --help answer without asking; or set [tool.shipwheel.scripts.NAME] args, input or skip",
  }),
  rule("I006", "script-version-differs", "A script prints another version than its metadata", {
    what: "What --version prints does not contain the version that was installed.",
    why: "Bug reports will name a version that was never released.",
    fix: "let the script print importlib.metadata.version(NAME)",
  }),
  rule("I007", "installed-bytes-differ", "What was installed is not what was rehearsed", {
    what: "A file in the environment has another digest than in the wheel, is missing, or was added.",
    why: "What users run is not what was tested.",
    fix: "look for post-install steps and for a second package that ships the same path",
  }),
  rule("I008", "dunder-version-differs", "__version__ is not the installed version", {
    what: "The top package's __version__ and its metadata disagree.",
    why: "Programs that ask for the version get the wrong answer.",
    fix: "keep one source: importlib.metadata.version(NAME), or shipwheel version sync",
  }),
  rule("I009", "import-writes-files", "Importing a module writes files", {
    what: "After the import there are files in the working directory, the home or the environment that were not there.",
    why: "It fails where those are read-only, and it litters where they are not.",
    fix: "write when a function is called, into a directory that the user chose",
  }),
  rule("I010", "requirements-cannot-be-met", "No set of dependencies exists for a declared Python", {
    what: "On a Python that the release declares, the installer finds no versions that satisfy the requirements.",
    why: "pip install fails on that Python for everybody.",
    fix: "loosen the pin that the finding names, or stop declaring that Python",
  }),
  rule("I011", "smoke-check-ran-nothing", "A smoke check ran nothing", {
    what: "A smoke command ended with 0 and executed no test.",
    why: "A gate that cannot close is worse than none: it is believed.",
    fix: "let the command run its tests (pytest FILE instead of python FILE)",
  }),
  rule("I012", "smoke-command-fails", "A smoke command failed", {
    what: "A command of [tool.shipwheel] verify.commands ended with an error in a trial's environment.",
    why: "It is your own proof that the release works.",
    fix: "repair what the command's output names",
  }),
  rule("I013", "installed-files-overlap", "Two installed distributions bring the same module", {
    what: "After the installation two distributions record one file, with different contents.",
    why: "Whichever is installed last overwrites the other, and removing one breaks both.",
    fix: "rename the package, drop it from the wheel, or require only one of the two distributions",
  }),
  rule("I014", "extra-cannot-be-resolved", "An extra cannot be installed", {
    what: "The requirements of a declared extra have no solution on the index of the trials.",
    why: "pip install NAME[EXTRA] fails for everybody.",
    fix: "correct the requirements of the extra in project.optional-dependencies",
  }),
  rule("P013", "requirement-not-on-index", "A requirement does not exist on the index", {
    what: "The installer asked the user's index for the name and found no project of it.",
    why: "pip install fails for everybody; and somebody else may register the name one day.",
    fix: "correct the name of the requirement",
  }),
  rule("U001", "upload-refused", "The index refuses a file", {
    what: "The rehearsal index answered the upload with an error, in PyPI's own words.",
    why: "PyPI would answer the same, after the tag is pushed.",
    fix: "do what the finding's help says for these words",
  }),
  rule("U002", "file-diverged", "The index has another file of this name", {
    what: "A file of this name is on the index, with other bytes than ours.",
    why: "A file name is used once and for ever: what users have installed cannot become ours, and an index that overwrites would change a release behind their backs.",
    fix: "release a new version, or publish the files of the build that is there",
  }),
  rule("U003", "release-closed", "The release is closed for new files", {
    what: "The first file of this release is older than 14 days, and files are missing.",
    why: "PyPI takes no new file then: 'Uploading new files to releases older than 14 days is not allowed.'",
    fix: "release a new version",
  }),
  rule("U004", "second-sdist", "The release has another sdist", {
    what: "The index has an sdist of another name for this version.",
    why: "PyPI: 'Only one sdist may be uploaded per release.'",
    fix: "leave the sdist out, or release a new version",
  }),
  rule(
    "U005",
    "file-over-default-limit",
    "A file is larger than the usual limit",
    {
      what: "The file has more than 100 MiB.",
      why: "PyPI refuses it unless the project was given a higher limit.",
      fix: "leave out what is not needed at run time, or ask for a higher limit first",
    },
    "warning",
  ),
  rule(
    "U006",
    "foreign-files-in-release",
    "The release holds files that this run does not know",
    {
      what: "The index has files of this version that are not among those to be published.",
      why: "Installers may prefer them to what was rehearsed.",
      fix: "find out where they come from; files of another build are a reason for a new version",
    },
    "warning",
  ),
  {
    code: "V027",
    slug: "tag-not-taken",
    title: "The build does not take its version from the release's tag",
    severity: "error",
    docs: {
      what: "The commit was tagged for the rehearsal as the release will tag it, and the build made another version.",
      why: "The tag of the release would not give its version.",
      fix: "correct the settings of the tool that reads the version from the tags, or [tool.shipwheel.version] tag",
      bad: 'tag-pattern = "^release-(.*)$", and the tag v1.2.0',
      good: "a tag of the form that the tool reads",
      peers: [],
    },
  },
  ...CHANGELOG_RULES,
  rule("U007", "tag-stands-elsewhere", "The release's tag stands on another commit", {
    what: "The tag that this release would have is there, on another commit.",
    why: "A tag tells for ever which commit a release was made of.",
    fix: "release the commit of the tag, or take a new version: shipwheel version bump",
  }),
  rule("U008", "tag-signature-invalid", "The signature of the release's tag does not hold", {
    what: "git does not accept the signature of the tag.",
    why: "Users who verify it would refuse the release.",
    fix: "make the signer's key known to git, or make the tag again",
  }),
  rule("U009", "gate-fails", "A gate of the release fails", {
    what: "A command of [tool.shipwheel.release] gates did not end with 0.",
    why: "It is your own condition for a release: nothing was tagged, nothing was sent.",
    fix: "repair what its output names, and run the same command again",
  }),
  rule("U010", "record-does-not-hold", "The record of a release does not hold", {
    what: "A file, the journal, the digests, a signature or the tag of a released version is not what the record says.",
    why: "Bytes were changed after the release, or the record was.",
    fix: "take the file that is named from the place where it was released; if it is the record, from another copy",
  }),
  rule("U011", "wheel-for-this-machine-only", "A wheel that PyPI rejects would be released", {
    what: "The build made a wheel of compiled code whose platform tag (linux_x86_64) PyPI does not accept.",
    why: "The rehearsal tries it without uploading it; the release would push the tag before the index rejects it.",
    fix: "build manylinux and musllinux wheels with cibuildwheel, and upload them and the sdist: shipwheel publish dist/*",
  }),
  rule("U020", "outcome-unexplained", "A step failed and nothing else tells why", {
    what: "A stage, a trial or an upload did not end well, and no finding of this run tells of it.",
    why: "The verdict is computed from what happened: what failed never counts as passed.",
    fix: "read the record and the logs of the run, repair what happened, and run the command again",
  }),
];
