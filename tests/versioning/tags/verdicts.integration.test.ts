import { expect, test } from "vitest";
import { nodePorts } from "../../../src/adapters/node-ports.ts";
import { explainVersion, type VersionExplanation } from "../../../src/versioning/explain-version.ts";
import { readProjectVersion } from "../../../src/versioning/project-version.ts";
import { runHere } from "../../support/in-process.ts";
import { identity } from "../../support/bump.ts";
import { historyOfSteps } from "../../support/history-steps.ts";

async function explained(steps: string): Promise<VersionExplanation> {
  using repository = historyOfSteps(steps);
  await using node = nodePorts({ variables: identity() });
  return await explainVersion({ directory: repository.root, python: null, offline: true }, node.ports);
}

const LOCAL = 'local_scheme = "no-local-version"\\n';

test.each<[title: string, steps: string, codes: readonly string[]]>([
  [
    "an old moving tag behind the release (PSR#626)",
    "static 1.9.0\ncommit chore: a\nlight v2\nstatic 2.0.0\ncommit feat!: e\ntag v2.0.0",
    [],
  ],
  [
    "moving tags on the commit of the release",
    "static 10.6.1\ncommit chore: a\ntag v10.6.1\ntag v10.6\ntag v10\ncommit fix: b",
    ["V006"],
  ],
  [
    "a later candidate beside the release of the stated version (poetry-dynamic-versioning#76)",
    "static 1.0.0\ncommit chore: a\ntag v1.0.0\ncommit feat: c\ntag v1.1.0-rc-1\ncommit fix: d",
    ["V006"],
  ],
  [
    "the version is tagged without the v of the others",
    "static 1.1.0\ncommit chore: a\ntag v1.0.0\ncommit feat: c\ntag 1.1.0\ncommit fix: d",
    ["V006"],
  ],
  [
    "the version is tagged on another branch",
    "static 1.0.0\ncommit a\ntag v1.0.0\nbranch old\nstatic 1.0.1\ncommit b\ntag v1.0.1\nswitch main\nstatic 1.0.1\ncommit c",
    ["V005"],
  ],
  [
    "a describe command that passes the nearer tag over (DIRAC#5175)",
    `scm ${LOCAL}git_describe_command = "git describe --dirty --tags --long --match *[0-9]* --exclude v[0-9]r*"\ncommit feat: a\ntag v7.2.0a1\ncommit feat: b\nlight v6r7p27\ncommit feat: c`,
    ["V025"],
  ],
  [
    "a moving tag that setuptools-scm counts from (tool-NFTest#79)",
    `scm ${LOCAL}\ncommit chore: a\ntag v10.6.1\ntag v10`,
    ["V021"],
  ],
  ["a padded day, tagged (nox#1063)", "static 2026.02.09\ncommit chore: a\ntag 2026.02.09", []],
  [
    "tag.prefix beside the tags of a sibling",
    `scm ${LOCAL}tag.prefix = "py-v"\ncommit a\ntag py-v1.4.0\ntag js-v9.0.0\ncommit fix: b\ntag js-v9.1.0`,
    ["V025"],
  ],
])("%s: %#", async (_title, steps, codes) => {
  const { findings } = await explained(steps);
  expect(findings.map(({ rule }) => rule)).toEqual(codes);
});

test("a history that the tool cannot read is explained (securesystemslib#483)", async () => {
  const made = await explained(
    "scm\ncommit feat: a\ntag v0.16.0\ncommit chore: debian\ntag debian/0.16.0-1\ncommit fix: b",
  );
  expect(made).toMatchObject({
    version: null,
    problem: { code: "tag-unparsable" },
    nearest: { tag: "v0.16.0", distance: 2 },
    passedOver: [{ tag: "debian/0.16.0-1" }],
    next: { version: "0.16.1" },
  });
  const [finding] = made.findings;
  expect(finding).toMatchObject({ rule: "V021", subject: "debian/0.16.0-1" });
  expect(finding?.help).not.toContain("git tag -d");
  expect(finding?.help).toContain('"git describe --dirty --tags --long --match v[0-9]*"');
});

test("a development version as a tag is explained (setuptools-git-versioning#99)", async () => {
  const made = await explained("scm\ncommit a\ntag 1.1.4\ncommit fix: c\ntag 1.1.5.dev1\ncommit fix: d");
  expect(made).toMatchObject({
    version: null,
    problem: { code: "dev-tag-not-zero" },
    next: { version: "1.1.5" },
  });
  expect(made.findings[0]?.why).toBe(
    "setuptools-scm counts from the nearest tag and does not skip one that it cannot read.",
  );
});

test("tags that do not tell whose they are are explained with the setting that decides", async () => {
  const { next } = await explained("static 0.1.3\ncommit chore: a\ntag one/v0.1.3\ntag two/v0.1.3");
  expect(next.version).toBeNull();
  expect(next.reason).toContain('tag = "one/v{version}", or tag = "two/v{version}"');
});

test("nothing may be concluded from tags of two words: next, plan and status say so alike", async () => {
  using repository = historyOfSteps(
    "static 1.1.0\ncommit a\ntag ios-1.1.0\ntag android-1.1.0\ncommit fix: c",
  );
  for (const words of ["version next", "version bump", "changelog", "plan", "status", "release --dry-run"]) {
    const ended = await runHere([...words.split(" "), "-C", repository.root, "--json"], { env: {} });
    const { error } = JSON.parse(ended.stdout) as { error?: { code?: string } };
    expect([words, error?.code]).toEqual([words, "version/tags-unclear"]);
  }
});

test("the placeholder of poetry-dynamic-versioning is no version", async () => {
  using repository = historyOfSteps(
    String.raw`toml [build-system]\nrequires = ["poetry-core", "poetry-dynamic-versioning"]\nbuild-backend = "poetry_dynamic_versioning.backend"\n[tool.poetry]\nname = "demo"\nversion = "0.0.0"\ndescription = "x"\nauthors = []\n[tool.poetry-dynamic-versioning]\nenable = true\npattern = '^rel-(?P<base>[0-9.]+)'
commit a
tag rel-1.2.0`,
  );
  await using node = nodePorts({ variables: identity() });
  const asked = { directory: repository.root, python: null, offline: true };
  expect((await readProjectVersion(asked, node.ports)).version).toBe("1.2.0");
});
