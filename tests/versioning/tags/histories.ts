/** A history, as in `historyOfSteps`, and what follows it; the titles name the public reports. */
export interface HistoryCase {
  readonly title: string;
  readonly steps: string;
  /** What `version next` says: a version, `nothing`, or `refused`. */
  readonly next: string;
  /** The tag of that version, or a part of what is said without one. */
  readonly tag?: string;
  /** A part of what is said of tags that do not decide; null: nothing is said. */
  readonly note?: string | null;
}

/** The commit since the last release. */
export const FIX = "commit fix: b";

/** Who reads the tags. */
export const READERS: readonly HistoryCase[] = [
  {
    title: "setuptools-scm's tag.prefix beside the tags of a sibling (setuptools-git-versioning#68)",
    steps: `scm tag.prefix = "py-v"\ncommit feat: a\ntag py-v1.4.0\ntag js-v9.0.0\n${FIX}\ntag js-v9.1.0`,
    next: "1.4.1",
    tag: "py-v1.4.1",
    note: "not counted: js-v9.1.0 (is not of the form py-v{version})",
  },
  {
    title: "a path as tag.prefix, with the project's name in it",
    steps: `scm tag.prefix = "releases/team/demo/"\ncommit feat: a\ntag releases/team/demo/1.2.0\ntag releases/team/pkg-b/3.0.0\n${FIX}`,
    next: "1.2.1",
    tag: "releases/team/demo/1.2.1",
  },
  {
    title: "tag.prefix before the first release",
    steps: 'scm tag.prefix = "py-v"\ncommit feat: a\ntag js-v9.0.0',
    next: "0.1.0",
    tag: "py-v0.1.0",
  },
  {
    title: "a word that setuptools-scm's own regex reads (setuptools-scm#528)",
    steps: `scm\ncommit feat: a\ntag felling-v0.1.2\n${FIX}`,
    next: "0.1.3",
    tag: "felling-v0.1.3",
  },
  {
    title: "two words of which either may be the project's, without a setting",
    steps: `scm\ncommit feat: a\ntag py-v1.4.0\ntag js-v9.0.0\n${FIX}`,
    next: "refused",
    tag: "js-v9.0.0, py-v1.4.0",
  },
  {
    title: "setuptools-scm's tag_regex with a describe command",
    steps: String.raw`scm tag_regex = "^pkg-a/(?P<version>v?[0-9.]+)$"\ngit_describe_command = "git describe --dirty --tags --long --match pkg-a/*"
commit feat: a
tag pkg-a/1.2.0
tag pkg-b/3.0.0
commit fix: b`,
    next: "1.2.1",
    tag: "pkg-a/1.2.1",
  },
  {
    title: "a regex before the first release names the tag",
    steps: String.raw`scm tag_regex = "^release_(?P<version>[0-9.]+)$"
commit feat: a`,
    next: "0.1.0",
    tag: "release_0.1.0",
  },
  {
    title: "hatch-vcs with tag-pattern",
    steps: String.raw`toml [build-system]\nrequires = ["hatchling", "hatch-vcs"]\nbuild-backend = "hatchling.build"\n[project]\nname = "demo"\ndynamic = ["version"]\n[tool.hatch.version]\nsource = "vcs"\ntag-pattern = "^release_(?P<version>[0-9.]+)$"
commit feat: a
tag release_1.4.0
commit fix: b`,
    next: "1.4.1",
    tag: "release_1.4.1",
  },
  {
    title: "a describe command with --exclude (DIRAC#5175)",
    steps: `scm git_describe_command = "git describe --dirty --tags --long --match *[0-9]* --exclude v[0-9]r* --exclude v[0-9][0-9]r*"\ncommit feat: a\ntag v7.2.0\ncommit feat: b\nlight v6r7p27\n${FIX}`,
    next: "7.3.0",
    tag: "v7.3.0",
  },
  {
    title: "tag.strict passes tags without a dot over",
    steps: `scm tag.strict = true\ncommit feat: a\ntag v0.1.0\nlight prof1\n${FIX}`,
    next: "0.1.1",
    note: null,
  },
  {
    title: "a suffix that nobody configured (commitizen#950)",
    steps: `static 0.7.0\ncommit feat!: a\ntag v0.7.0-release\nstatic 0.7.1\ncommit feat: b\ntag v0.7.1-release\n${FIX}`,
    next: "0.7.2",
    tag: "v0.7.2-release",
  },
  {
    title: "a path that nobody configured (commitizen#1149, #845)",
    steps: `static 0.1.3\ncommit chore: a\ntag utility/v0.1.2\n${FIX}\ntag utility/v0.1.3\ntag other/v9.0.0\ncommit feat: c`,
    next: "0.2.0",
    tag: "utility/v0.2.0",
    note: "other/v9.0.0 (is not of the form utility/v{version})",
  },
  {
    title: "a path before the version, configured (commitizen#1149, #845)",
    steps: `static 0.1.3 [tool.shipwheel.version]\\ntag = "utility/v{version}"\ncommit chore: a\ntag utility/v0.1.2\n${FIX}\ntag utility/v0.1.3\ntag other/v9.0.0\ncommit feat: c`,
    next: "0.2.0",
    tag: "utility/v0.2.0",
  },
  {
    title: "a suffix, configured (commitizen#950)",
    steps: `static 0.7.1 [tool.shipwheel.version]\\ntag = "v{version}-release"\ncommit chore: a\ntag v0.7.0-release\ncommit fix: a\ntag v0.7.1-release\n${FIX}`,
    next: "0.7.2",
    tag: "v0.7.2-release",
  },
  {
    title: "a describe command with --match passes words with a number over (TLOmodel#1564)",
    steps: `scm scm.git.describe_command = "git describe --dirty --tags --long --match v[0-9]*"\ncommit feat: a\ntag v0.1.0\ncommit fix: a\nlight prof1\ncommit fix: c\ntag v0.1.1\nlight run-7\n${FIX}`,
    next: "0.1.2",
    tag: "v0.1.2",
    note: null,
  },
  {
    title: "underscores in the place of dots, behind a word (SQLAlchemy, alembic)",
    steps: `static 2.0.24\ncommit a\ntag rel_2_0_24\nstatic 2.0.25\ncommit b\ntag rel_2_0_25\n${FIX}`,
    next: "2.0.26",
    tag: "rel_2_0_26",
  },
  {
    title: "underscores in the place of dots, alone (psycopg2)",
    steps: `static 2.9.8\ncommit a\ntag 2_9_8\nstatic 2.9.9\ncommit b\ntag 2_9_9\n${FIX}`,
    next: "2.9.10",
    tag: "2_9_10",
  },
  {
    title: "underscores behind the project's name",
    steps: `static 1.0.0\ncommit a\ntag demo_1_0_0\n${FIX}`,
    next: "1.0.1",
    tag: "demo_1_0_1",
  },
  {
    title: "a dot behind the v",
    steps: `static 1.0.0\ncommit a\ntag v.1.0.0\nstatic 1.1.0\ncommit feat: b\ntag v.1.1.0\n${FIX}`,
    next: "1.1.1",
    tag: "v.1.1.1",
  },
  {
    title: "a regex that reads what setuptools-scm itself refuses",
    steps: String.raw`scm tag_regex = "^rel_(?P<version>[0-9]+_[0-9]+_[0-9]+)$"
commit a
tag rel_2_0_25
commit fix: b`,
    next: "refused",
    tag: "rel_2_0_25",
  },
  {
    title: "dashes in the place of dots behind the project's name are no post-release",
    steps: `static 2.0.0\ncommit a\ntag demo-2.0.0\ntag demo-2-1\n${FIX}`,
    next: "2.0.1",
    tag: "demo-2.0.1",
    note: "demo-2-1 (is not a PEP 440 version)",
  },
  {
    title: "two unknown spellings name the stated version",
    steps: `static 0.1.3\ncommit chore: a\ntag one/v0.1.3\ntag two/v0.1.3\n${FIX}`,
    next: "refused",
    tag: 'tag = "one/v{version}"',
  },
  {
    title: "the unknown spelling names the stated version, the known one is old",
    steps: `static 0.6.0\ncommit chore: a\ntag v0.6.0\nstatic 0.7.1\ncommit feat: b\ntag v0.7.1-release\n${FIX}`,
    next: "0.7.2",
    tag: "v0.7.2-release",
  },
  {
    title: "unrelated tags are no releases of a project that has none",
    steps: "static 0.1.0\ncommit feat: a\ntag deploy-2024.01.02\ntag debian/0.1.0-1",
    next: "0.1.0",
    tag: "v0.1.0",
    note: "deploy-2024.01.02 (is not of the form v{version})",
  },
  {
    title: "commitizen's tag_format",
    steps: `static 0.1.3 [tool.commitizen]\\ntag_format = "lib-$version"\ncommit chore: a\ntag lib-0.1.3\ntag v9.0.0\n${FIX}`,
    next: "0.1.4",
    tag: "lib-0.1.4",
  },
  {
    title: "commitizen's tag_format of parts",
    steps: `static 0.1.3 [tool.commitizen]\\ntag_format = "lib-\${major}.\${minor}.\${patch}$prerelease"\ncommit chore: a\ntag lib-0.1.3\n${FIX}`,
    next: "0.1.4",
    tag: "lib-0.1.4",
  },
  {
    title: "python-semantic-release's tag_format",
    steps: `static 0.1.3 [tool.semantic_release]\\ntag_format = "lib/{version}"\ncommit chore: a\ntag lib/0.1.3\ntag v9.0.0\n${FIX}`,
    next: "0.1.4",
    tag: "lib/0.1.4",
  },
  {
    title: "bump-my-version's tag_name",
    steps: `static 0.1.3 [tool.bumpversion]\\ntag_name = "lib_{new_version}"\ncommit chore: a\ntag lib_0.1.3\n${FIX}`,
    next: "0.1.4",
    tag: "lib_0.1.4",
  },
  {
    title: "a format of a tool that nobody runs gives way to the tag of the stated version",
    steps: `static 0.1.3 [tool.semantic_release]\\ntag_format = "v{version}"\ncommit chore: a\ntag 0.1.3\n${FIX}`,
    next: "0.1.4",
    tag: "0.1.4",
  },
  {
    title: "poetry-dynamic-versioning's pattern-prefix",
    steps: String.raw`toml [build-system]\nrequires = ["poetry-core", "poetry-dynamic-versioning"]\nbuild-backend = "poetry_dynamic_versioning.backend"\n[project]\nname = "demo"\ndynamic = ["version"]\n[tool.poetry]\nversion = "0.0.0"\n[tool.poetry-dynamic-versioning]\nenable = true\npattern-prefix = "py-"
commit feat: a
tag py-v1.4.0
tag v9.0.0
commit fix: b`,
    next: "1.4.1",
    tag: "py-v1.4.1",
  },
  {
    title: "uv-dynamic-versioning's pattern",
    steps: String.raw`toml [build-system]\nrequires = ["hatchling", "uv-dynamic-versioning"]\nbuild-backend = "hatchling.build"\n[project]\nname = "demo"\ndynamic = ["version"]\n[tool.hatch.version]\nsource = "uv-dynamic-versioning"\n[tool.uv-dynamic-versioning]\npattern = '^rel(?P<base>[0-9.]+)$'
commit feat: a
tag rel1.4.0
tag v9.0.0
commit fix: b`,
    next: "1.4.1",
    tag: "rel1.4.1",
  },
  {
    title: "the spelling changed from v to none (PSR#1196)",
    steps: `static 0.11.0\ncommit chore: a\ntag v0.9.1\ncommit chore: b\ntag 0.10.0\ncommit chore: c\ntag 0.11.0\n${FIX}`,
    next: "0.11.1",
    tag: "0.11.1",
  },
  {
    title: "another tag with a date on the release commit (setuptools-scm#1079)",
    steps: `scm\ncommit feat: a\nlight v1.2.3\nlight BASELINE_D2024-10-03\n${FIX}`,
    next: "1.2.4",
    tag: "v1.2.4",
  },
  {
    title: "a tag with the project's name counts, whatever a sibling of the stated version is tagged",
    steps: `static 1.0.0\ncommit chore: a\ntag demo-v0.9.0\ntag core-v1.0.0\n${FIX}`,
    next: "1.0.0",
    tag: "demo-v1.0.0",
  },
  {
    title: "tags of other packages of the repository are counted together",
    steps: `static 0.1.1\ncommit chore: a\ntag demo-v0.1.1\ntag core-v0.1.1\ntag core-v3.0.0\n${FIX}`,
    next: "0.1.2",
    tag: "demo-v0.1.2",
    note: "not counted: 2 tags of other packages",
  },
  {
    title: "tags of a packager (securesystemslib#483)",
    steps: `scm\ncommit feat: a\ntag v0.16.0\ncommit chore: debian\ntag debian/0.16.0-1\n${FIX}`,
    next: "0.16.1",
    note: "debian/0.16.0-1 (is a packager's tag)",
  },
];
