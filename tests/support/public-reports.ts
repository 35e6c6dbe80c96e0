/** What somebody reported of publishing, or tried against it, and the tests that hold what is right. */
export interface PublicReport {
  /** `1` to `37`: reports rebuilt from public trackers; `T1` to `T10`: hostile and unlucky input. */
  readonly id: string;
  readonly about: string;
  /** Titles of tests, `%s` and `$title` as they are written; or the code of a rule, for its cases. */
  readonly tests: readonly string[];
}

const WORDS = "%s: a page that lags hides a file; its answer to a second one is understood";
const CLASSES = "$title: its own cause and remedy, and it is not retried";
const SHOWN = "%s: the page shows our bytes, so it is done";

/** One row a report. A row without a test, or with one that is gone, fails. */
export const PUBLIC_REPORTS: readonly PublicReport[] = [
  { id: "1", about: "Artifactory's refusal of a second upload after a lost answer", tests: [SHOWN, WORDS] },
  {
    id: "2",
    about: "Nexus says it in the body of its page",
    tests: ["the reason of a Nexus is in the body of its page, and is told", WORDS],
  },
  { id: "3", about: "422 of GitLab and Cloudsmith, 400 of Pulp", tests: [SHOWN, WORDS] },
  {
    id: "4",
    about: "409 of CodeArtifact, Azure, Gitea, devpi, pypiserver",
    tests: ["a %d to the first upload, and the page shows the file", WORDS],
  },
  {
    id: "5",
    about: "Azure Artifacts has its pages elsewhere",
    tests: [
      "uploads to %s, pages at %s: the option that corrects it is named with the address",
      "%s is recognised by an answer with %j %s",
    ],
  },
  {
    id: "6",
    about: "devpi without being told so",
    tests: ["an index that shows its software by an answer needs no option"],
  },
  {
    id: "7",
    about: "pages without SHA-256",
    tests: [
      "a page with %s: the file is downloaded and hashed",
      "no digest and no download: our own journal counts, and another machine claims nothing",
      "no digest, and links that %s: not even our journal makes it a publication",
    ],
  },
  { id: "8", about: "30x", tests: [CLASSES, "a redirected upload is not followed"] },
  {
    id: "9",
    about: "a login page as the answer",
    tests: ["a 2xx with a login page is no publication", "%s in the place of the page proves nothing"],
  },
  {
    id: "10",
    about: "variables and files of other tools",
    tests: [
      ".pypirc: by name, by address, by TWINE_REPOSITORY",
      "two tools that name different indexes: the command line has to say which",
      "every cell of the matrix of machines, indexes and answers is as the page says",
    ],
  },
  {
    id: "11",
    about: "HTTPS_PROXY",
    tests: ["this very machine needs none", "HTTP_PROXY, whose password it cannot tell us"],
  },
  {
    id: "12",
    about: "private certificate authorities",
    tests: [
      "the one of --ca, for every request that names none itself",
      "a connection that fails by %s is %s",
    ],
  },
  {
    id: "13",
    about: "signatures, checksums and other files in dist/",
    tests: ["what is no distribution is named by its kind, before anything is opened"],
  },
  { id: "14", about: "two versions or projects in dist/", tests: ["files of two releases are not one"] },
  {
    id: "15",
    about: "a directory",
    tests: [
      "a directory: its wheels and sdists, attestations of them; the rest is passed over",
      "a directory without any distribution is named as that",
    ],
  },
  { id: "16", about: "a file named twice", tests: ["a file that is named twice counts once"] },
  {
    id: "17",
    about: "too many new projects",
    tests: ["too many new projects: one attempt, PyPI's own reason"],
  },
  { id: "18", about: "429 and 503 that pass", tests: ["a 429 that passes, and a 503, are waited for"] },
  { id: "19", about: "201, 202, 204", tests: ["a %d without a page is an upload's answer"] },
  { id: "20", about: "401, 403, 404, 405, 411, 413", tests: [CLASSES] },
  {
    id: "21",
    about: "credentials for reading",
    tests: ["a dry run reads with the credentials that there are", "PyPI's pages are read without the token"],
  },
  {
    id: "22",
    about: "a dry run that may not read",
    tests: ["a dry run reads with the credentials that there are"],
  },
  {
    id: "23",
    about: "a job without an identity, an empty secret",
    tests: [
      "%s: a token that is there is not used in its place",
      "without any credentials: exit 5, and the variable is named",
    ],
  },
  {
    id: "24",
    about: "attestations for an index that takes none, and sent where it does",
    tests: [
      "attestations that must be there, for an index that takes none, stop before anything is sent",
      "an attestation beside its file is sent with it, and with no other file",
    ],
  },
  {
    id: "25",
    about: "released by hand before",
    tests: ["a release that a person published before gets the files, and keeps its notes"],
  },
  {
    id: "26",
    about: "an immutable release without our files",
    tests: ["an immutable release without our files is a conflict that says what can be done"],
  },
  {
    id: "27",
    about: "a draft with notes of a person",
    tests: [
      "title and notes of a draft that a person made are kept",
      "a title and notes that a person wrote are kept, ours come after them",
    ],
  },
  {
    id: "28",
    about: "another file of the name in the draft",
    tests: ["a file of the same name with other bytes is replaced in a draft"],
  },
  {
    id: "29",
    about: "a token without contents: write, a rate limit",
    tests: [
      "a wrong token is refused with the forge's words, and is in none of ours",
      "%s of an asset is survived, with one asset in the end",
    ],
  },
  {
    id: "30",
    about: "an epoch",
    tests: [
      "a version with an epoch is planned and released",
      "a release of an epoch: the host writes the file's name in its own way, and it is found by its bytes",
    ],
  },
  {
    id: "31",
    about: "a local version for a private index",
    tests: ["a local version for a private index: check, plan and the release's rehearsal take it"],
  },
  {
    id: "32",
    about: "credentials in an address",
    tests: [
      "an address that cannot be taken apart is rejected without its password",
      "a whole release to an address with credentials, among the secrets of every other tool: none shows anywhere",
    ],
  },
  {
    id: "33",
    about: "an installation that fails after the upload",
    tests: ["claims nowhere that nothing is public: only a look can tell"],
  },
  {
    id: "34",
    about: "install lines of a private release",
    tests: ["a private release is asked of its own index, and no line asks PyPI"],
  },
  {
    id: "35",
    about: "forms of HTML pages",
    tests: [
      "a page of links is read as pip reads it: %s",
      "a page that lists a file with two digests proves neither (ours last: %s)",
    ],
  },
  {
    id: "36",
    about: "a release that was tampered with",
    tests: ["in SHA256SUMS", "a file that is missing, and one that was put among them, are named"],
  },
  { id: "37", about: "workflows that fail on a runner", tests: ["W039"] },
  {
    id: "T1",
    about: "secrets that a server echoes",
    tests: ["an index that answers an upload with %s", "an index that cannot answer now"],
  },
  {
    id: "T2",
    about: "what an interruption says",
    tests: [
      "interrupted while the page lags: both files are named, and the exit code is that of a part that is public",
      "interrupted between two files: one was taken, of the other it is not known",
      "Ctrl-C in every phase of a release: it says what is known, and the same command goes on",
    ],
  },
  {
    id: "T3",
    about: "links that leave the tree",
    tests: ["a link out of the repository is refused before the backend starts: B007"],
  },
  {
    id: "T4",
    about: "a bomb of YAML aliases",
    tests: ["twelve lines of aliases of aliases are one problem"],
  },
  {
    id: "T5",
    about: "control characters and workflow commands",
    tests: ["no command lets a control or a workflow command of the repository out"],
  },
  {
    id: "T6",
    about: "bad input that looked like a bug",
    tests: [
      "a TMPDIR that cannot be used is named",
      "a state directory that cannot be used (%s) is a fault with its remedy",
      "state on a full disk, and on a read-only one, is a fault; with room the same command ends",
      "a RECORD of more rows than any zip has members is one problem",
    ],
  },
  {
    id: "T7",
    about: "unbounded work and memory",
    tests: [
      "pyproject.toml with tens of thousands of keys is refused by its own fault",
      "more entry points than any package has are one problem",
    ],
  },
  { id: "T8", about: "what no installer unpacks", tests: ["%s: pip and uv are predicted"] },
  {
    id: "T9",
    about: "leftovers",
    tests: [
      "what a killed run left is removed by the next one; what runs, or is somebody else's, stays",
      "a run that was killed leaves its temporary directory to the next one, which removes it",
      "the oldest finished releases go with their files; what is not finished, and this one, stay",
      "prune removes what was not used for 30 days, says what, and leaves the rest",
    ],
  },
  {
    id: "T10",
    about: "programs of the repository, pages of others, yanked files",
    tests: [
      "every command that changes nothing",
      "--no-backend asks none",
      "a page of %s is no proof",
      "yanked files are no publication",
    ],
  },
];
