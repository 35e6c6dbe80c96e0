import { FIX, type HistoryCase } from "./histories.ts";

/** Which release counts. */
export const LINES: readonly HistoryCase[] = [
  {
    title: "a pre-release that was given up (httpx)",
    steps: `static 0.20.0\ncommit a\ntag 0.20.0\nstatic 1.0.0b0\ncommit a beta of 1.0\ntag 1.0.0.beta0\nstatic 0.28.1\ncommit 0.x goes on\ntag 0.28.1\n${FIX}`,
    next: "0.28.2",
    tag: "0.28.2",
    note: "1.0.0.beta0 is higher than 0.28.1, which came after it",
  },
  {
    title: "the same, with the next version stated",
    steps:
      "static 1.0.0b0\ncommit a\ntag 1.0.0.beta0\nstatic 0.28.1\ncommit b\ntag 0.28.1\nstatic 0.28.2\ncommit chore(release): 0.28.2",
    next: "0.28.2",
  },
  {
    title: "an old tag whose spelling is a post-release (PSR#633)",
    steps: `static 7.0.1\ncommit chore: a\nlight 7.0.1-3\ncommit feat: released with 7.0.1\nlight 7.0.1\n${FIX}`,
    next: "7.0.2",
  },
  {
    title: "a mistyped final tag: installers would keep it (ppft#29)",
    steps:
      "static 1.6.4\ncommit a\ntag 1.6.7\nstatic 1.6.5\ncommit b\ntag 1.6.5\nstatic 1.6.6\ncommit c\ntag 1.6.6\ncommit fix: e",
    next: "1.6.8",
    note: "git tag -d 1.6.7",
  },
  {
    title: "a mistyped final tag of a project from tags (calendar-cli#117)",
    steps: `scm\ncommit a\ntag 0.9.4\ntag 1.0.2\ncommit b\ntag 0.15.0\n${FIX}`,
    next: "1.0.3",
    note: "1.0.2 is higher than 0.15.0",
  },
  {
    title: "a maintenance release that was merged does not pull the line down",
    steps: `static 1.9.4\ncommit a\ntag v1.9.4\nbranch old\ncommit fix: old\ntag v1.9.5\nswitch main\nstatic 2.0.0\ncommit feat!: new\ntag v2.0.0\nmerge old\n${FIX}`,
    next: "2.0.1",
  },
  {
    title: "moving tags beside the release (tool-NFTest#79, PSR)",
    steps: `static 10.6.1\ncommit chore: a\ntag v10.6.1\ntag v10.6\ntag v10\n${FIX}`,
    next: "10.6.2",
    note: "v10 (is an alias of v10.6.1)",
  },
  {
    title: "moving tags of a project from tags (tool-NFTest#79)",
    steps: `scm\ncommit chore: a\ntag v10.6.1\ntag v10.6\ntag v10\n${FIX}`,
    next: "10.6.2",
    tag: "v10.6.2",
  },
  {
    title: "a tag of one number after longer ones is a release (setuptools_scm_git_archive#3)",
    steps: `scm\ncommit chore: a\ntag 4.2.3\ncommit chore: b\ntag 5\n${FIX}`,
    next: "5.0.1",
    note: null,
  },
  {
    title: "hyphens before the stage (poetry-dynamic-versioning#76)",
    steps: "static 1.0.0\ncommit chore: b\ntag v1.0.0\ncommit feat: c\ntag v1.1.0-rc-1\ncommit fix: d",
    next: "1.1.0",
  },
  {
    title: "hyphens before the stage, from tags (poetry-dynamic-versioning#76)",
    steps: "scm\ncommit chore: b\ntag v1.0.0\ncommit feat: c\ntag v1.1.0-rc-1\ncommit fix: d",
    next: "1.1.0",
    tag: "v1.1.0",
  },
  {
    title: "the version is tagged on another branch (semantic-release#3639, #1487)",
    steps: `static 1.147.100\ncommit feat: a\ntag v1.147.100\nbranch hotfix\nswitch main\nstatic 1.147.101\ncommit fix: b\ntag v1.147.101\nswitch hotfix\n${FIX}`,
    next: "refused",
    tag: "shipwheel version bump 1.147.102",
  },
  {
    title: "the first release is the version that the file states (PSR#567)",
    steps: "static 1.5.0\ncommit chore: a\ncommit feat: b",
    next: "1.5.0",
    tag: "v1.5.0",
  },
  {
    title: "the first release of `uv init`",
    steps: "static 0.1.0\ncommit Initial Commit",
    next: "0.1.0",
    tag: "v0.1.0",
  },
  { title: "the first release from tags", steps: "scm\ncommit Initial Commit", next: "0.1.0", tag: "v0.1.0" },
  {
    title: "a development version that is stated announces the release where commits say nothing (click)",
    steps:
      "static 8.4.2\ncommit a\ntag 8.4.2\nstatic 8.5.0.dev\ncommit start 8.5.0\ncommit Add a parameter (#12)",
    next: "8.5.0",
    tag: "8.5.0",
  },
  {
    title: "conventional commits that ask for nothing keep it",
    steps: "static 8.4.2\ncommit a\ntag 8.4.2\nstatic 8.5.0.dev0\ncommit chore: start 8.5.0",
    next: "nothing",
  },
  {
    title: "a version that was bumped by mistake and set back by hand (PSR#1223)",
    steps: `static 1.9.0\ncommit chore: a\ntag v1.9.0\ncommit fix: b\nstatic 1.9.1\ncommit chore(release): v1.9.1\nstatic 1.9.0\ncommit chore: back to 1.9.0\ncommit fix: c`,
    next: "1.9.1",
    tag: "v1.9.1",
  },
  {
    title: "a bump that stopped between commit and tag",
    steps: `static 1.2.0\ncommit feat: a\ntag v1.2.0\n${FIX}\nstatic 1.2.1\ncommit chore(release): v1.2.1`,
    next: "1.2.1",
  },
  {
    title: "a first release is not below the builds that count from fallback_version",
    steps: 'scm fallback_version = "0.5"\ncommit a\ncommit feat: x',
    next: "0.6",
    tag: "v0.6",
  },
];
