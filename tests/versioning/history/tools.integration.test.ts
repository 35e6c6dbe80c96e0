import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ask, faultOf, HATCH, kindOf, scheme, tagged } from "../../support/history-version.ts";

describe("git processes", () => {
  test.each([
    ["guess-next-dev", 1],
    ["no-guess-dev", 1],
    ["only-version", 1],
    ["post-release", 1],
    ["towncrier-fragments", 1],
    ["semver-pep440", 2],
    ["semver-pep440-release-branch", 2],
    ["calver-by-date", 3],
  ])("%s takes %i", async (name, processes) => {
    using repository = tagged(scheme(name));
    expect((await ask(repository.root)).processes).toBe(processes);
    repository.tag("v1.3.0");
    const exact = await ask(repository.root);
    expect(exact).toMatchObject({ version: "1.3.0", processes: 1, tag: "v1.3.0", branch: "main" });
  });
});

describe("which tool is followed", () => {
  test("hatch-vcs: its own keys, and no variable for a name", async () => {
    using repository = tagged(
      `${HATCH}tag-pattern = "^v(.*)$"\nraw-options = { local_scheme = "dirty-tag" }\n`,
    );
    const variables = {
      SETUPTOOLS_SCM_OVERRIDES: '{version_scheme = "only-version"}',
      SETUPTOOLS_SCM_PRETEND_VERSION_FOR_DEMO: "9",
    };
    expect((await ask(repository.root, variables)).version).toBe("1.2.1.dev1");
    expect((await ask(repository.root, { SETUPTOOLS_SCM_PRETEND_VERSION: "9" })).version).toBe("9");
  });

  test.each([
    ["raw-options = { tag = { prefix = 'v' } }", "bad-config"],
    ["raw-options = { bogus = 1 }", "bad-config"],
    ["raw-options = { version_file = '_v.py' }", "bad-version-file"],
    ["raw-options = { root = '..' }", "no-version"],
    ["tag-pattern = 'x'", "bad-tag-regex"],
  ])("hatch-vcs refuses %s", async (line, kind) => {
    using repository = tagged(`${HATCH}${line}\n`);
    expect(await kindOf(repository.root)).toBe(kind);
  });

  test("hatch-vcs: an empty regex is none; relative_to makes a root count from there", async () => {
    using repository = tagged();
    const options = 'raw-options = { tag_regex = "", root = "..", relative_to = "pyproject.toml" }';
    repository.write({ "sub/pyproject.toml": `${HATCH}${options}\n` });
    expect((await ask(join(repository.root, "sub"))).public).toBe("1.2.1.dev1");
  });

  test("setuptools_scm before vcs-versioning; either alone; hatch-vcs last with another backend", async () => {
    const vcs = '[tool.vcs-versioning]\nversion_scheme = "only-version"\n';
    using repository = tagged(vcs);
    expect((await ask(repository.root)).scheme).toBe("only-version");
    repository.write({ "pyproject.toml": `${vcs}${scheme("post-release")}` });
    expect((await ask(repository.root)).scheme).toBe("post-release");
    repository.write({ "pyproject.toml": HATCH.replace("hatchling.build", "other") });
    expect((await ask(repository.root)).scheme).toBe("guess-next-dev");
  });

  test("setuptools-scm[simple] needs a dynamic version", async () => {
    const simple = '[build-system]\nrequires = ["setuptools-scm[toml, simple]>=9"]\n';
    using repository = tagged(`${simple}[project]\nname = "x"\ndynamic = ["version"]\n`);
    expect((await ask(repository.root)).public).toBe("1.2.1.dev1");
    repository.write({ "pyproject.toml": `${simple}[project]\nname = "x"\nversion = "1"\n` });
    expect(await kindOf(repository.root)).toBe("not-configured");
    repository.write({ "pyproject.toml": null });
    expect(await kindOf(repository.root)).toBe("not-configured");
  });

  test("a file that is no TOML is shown with its line", async () => {
    using repository = tagged();
    repository.write({ "pyproject.toml": "[tool.setuptools_scm]\nroot =\n" });
    const failed = await faultOf(repository.root);
    expect(failed.code).toBe("bad-toml");
    expect(failed.location).toMatchObject({ file: "pyproject.toml", line: 2 });
  });
});
