import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryDirectory, writeFiles } from "../../support/git.ts";
import { ask, faultOf, kindOf, SCM, scheme, tagged } from "../../support/history-version.ts";

describe("settings", () => {
  test.each([
    ['parse = "a:b"', "python-callable"],
    ['version_scheme = "mine:scheme"', "python-callable"],
    ['local_scheme = "nope"', "unknown-scheme"],
    ["fallback_version = 1", "bad-config"],
    ["tag = 1", "bad-config"],
    ["git_describe_command = 1", "bad-config"],
    ["scm.git.describe_command = []", "bad-config"],
    ['scm.git.distance_scope = ["/x"]', "bad-config"],
    ['scm.git.distance_count = "x"', "bad-config"],
    ['version_cls = "a.b"', "bad-config"],
    ['version_file = "/x.py"', "bad-version-file"],
    ['version_file = "x.toml"', "bad-version-file"],
    ['version_file = "x.py"\nversion_file_template = "{os}"', "bad-version-file"],
    ['scm.git.describe_command = "git describe --all"', "tag-unparsable"],
    ['tag.regex = "^((?:v+v*)+)$"', "tag-unparsable"],
  ])("refuses %s", async (line, kind) => {
    using repository = tagged(`${SCM}${line}\n`);
    expect(await kindOf(repository.root)).toBe(kind);
  });

  test.each([
    ['version_cls = "setuptools_scm.NonNormalizedVersion"', "v1.2.1.dev1"],
    ['version_scheme = ["nope", ["post-release"]]', "1.2.0.post1"],
    ['relative_to = "x"', "1.2.1.dev1"],
    ['git_describe_command = ["echo", "v3.0-2-gabc"]', "3.1.dev2"],
    ['scm.git.pre_parse = "fail_on_missing_submodules"', "1.2.1.dev1"],
    ["search_parent_directories = []", "1.2.1.dev1"],
  ])("takes %s", async (line, version) => {
    using repository = tagged(`${SCM}local_scheme = "no-local-version"\n${line}\n`);
    expect((await ask(repository.root)).version).toBe(version);
  });

  test("the repository's own overrides, below the variable", async () => {
    using repository = tagged();
    repository.write({
      "sub/pyproject.toml": `${SCM}root = ".."\n`,
      ".config/python-vcs-versioning.toml":
        '["."]\nversion_scheme = "only-version"\n[sub]\nversion_scheme = "post-release"\n',
    });
    expect((await ask(repository.root)).scheme).toBe("only-version");
    expect((await ask(join(repository.root, "sub"))).scheme).toBe("post-release");
    const variables = { VCS_VERSIONING_OVERRIDES: 'version_scheme = "no-guess-dev"\nbogus = 1\n' };
    const overridden = await ask(repository.root, variables);
    expect(overridden).toMatchObject({ scheme: "no-guess-dev", warnings: ["OVERRIDES cannot set 'bogus'"] });
    repository.write({ ".config/python-vcs-versioning.toml": '"." = 1\n' });
    expect((await ask(repository.root)).scheme).toBe("guess-next-dev");
    repository.write({ ".config/python-vcs-versioning.toml": "[.]\n" });
    expect((await ask(repository.root)).scheme).toBe("guess-next-dev");
  });

  test("a variable in another spelling of the name", async () => {
    using repository = tagged(`[project]\nname = "My.Pkg"\n${SCM}`);
    const { version, warnings } = await ask(repository.root, {
      SETUPTOOLS_SCM_PRETEND_VERSION_FOR_other: "1",
      "SETUPTOOLS_SCM_PRETEND_VERSION_FOR_my-pkg": "7",
    });
    expect(version).toBe("7");
    expect(warnings[0]).toContain("SETUPTOOLS_SCM_PRETEND_VERSION_FOR_MY_PKG");
  });

  test.each([
    ['{distance = "x"}', "bad-pretend-type"],
    ["{dirty = 1}", "bad-pretend-type"],
    ["{tag = '2.0'}", "bad-pretend-type"],
    ["{node_date = 1}", "bad-pretend-type"],
  ])("pretended metadata %s are refused", async (text, kind) => {
    using repository = tagged();
    expect(await kindOf(repository.root, { SETUPTOOLS_SCM_PRETEND_METADATA: text })).toBe(kind);
  });

  test("pretended metadata that cannot be read are passed over; a day and a time count", async () => {
    using repository = tagged(scheme("calver-by-date"));
    const variables = (text: string): Record<string, string> => ({ SETUPTOOLS_SCM_PRETEND_METADATA: text });
    expect((await ask(repository.root, variables("{nonsense"))).warnings[0]).toContain("it is ignored");
    expect((await ask(repository.root, variables("{node_date = 2024-02-03}"))).version).toBe("24.2.3.0.dev1");
    const timed = "time = 2024-02-03T10:00:00Z\nbranch = 'x'\npreformatted = false\nbogus = 1\n";
    expect((await ask(repository.root, variables(timed))).branch).toBe("x");
    const both = { SETUPTOOLS_SCM_PRETEND_VERSION: "1", SETUPTOOLS_SCM_PRETEND_METADATA: '{tag = "2.0"}' };
    expect((await ask(repository.root, both)).version).toBe("2.0");
  });
});

describe("shallow clones and submodules", () => {
  test("fetch_on_shallow fetches the rest", async () => {
    using repository = tagged();
    using other = temporaryDirectory();
    const clone = join(other.path, "clone");
    execFileSync("git", ["clone", "--quiet", "--depth", "1", `file://${repository.root}`, clone]);
    const line = (mode: string): void =>
      writeFiles(clone, {
        "pyproject.toml": `${SCM}local_scheme = "no-local-version"\nscm.git.pre_parse = "${mode}"\n`,
      });
    expect((await ask(clone)).warnings[0]).toContain("shallow");
    line("fail_on_shallow");
    const failed = await faultOf(clone);
    expect([failed.code, failed.phase]).toEqual(["shallow", "version"]);
    expect(failed.remedy).toContain("fetch --unshallow");
    line("fetch_on_shallow");
    expect((await ask(clone)).version).toBe("1.2.1.dev1");
  });
});
