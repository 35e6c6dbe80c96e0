import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { document, run } from "../../acceptance/cli.ts";
import { gitRepository } from "../../support/git.ts";
import { ask, SCM, tagged } from "../../support/history-version.ts";

describe("version files", () => {
  test("are planned by default and written on request only", async () => {
    const lines =
      'version_file = "src/_v.py"\nversion_file_template = "v = {version!r} {{}} {scm_version.distance}"\nwrite_to = "w.txt"\n';
    using repository = tagged(`${SCM}local_scheme = "no-local-version"\n${lines}`);
    const planned = await ask(repository.root);
    expect(planned.files.map((file) => file.content)).toEqual(["1.2.1.dev1", "v = '1.2.1.dev1' {} 1"]);
    expect((await ask(repository.root, { SETUPTOOLS_SCM_WRITE_TO_SOURCE: "no" })).files).toEqual([]);
    expect(existsSync(join(repository.root, "w.txt"))).toBe(false);
    const ran = await run(["version", "--compat", "--write", "-C", repository.root]);
    expect(ran).toMatchObject({ exit: 0, stdout: "1.2.1.dev1\n" });
    expect(readFileSync(join(repository.root, "src/_v.py"), "utf8")).toBe("v = '1.2.1.dev1' {} 1");
  });

  test("that git tracks are told with the cure (setuptools-scm#468)", async () => {
    using repository = tagged(`${SCM}local_scheme = "no-local-version"\nversion_file = "_v.py"\n`);
    repository.commit("track it", { "_v.py": "v = 1\n" });
    const ran = await run(["version", "--compat", "--write", "-C", repository.root]);
    expect(ran.stderr).toContain("git rm --cached _v.py");
    repository.git("rm", "-q", "--cached", "_v.py");
    expect((await run(["version", "--compat", "--write", "-C", repository.root])).stderr).toBe("");
  });

  test("outside of the root are not written", async () => {
    using repository = tagged(`${SCM}write_to = "../x.py"\n`);
    const { files, warnings } = await ask(repository.root);
    expect(files).toEqual([]);
    expect(warnings[0]).toContain("leads out");
  });
});

describe("the command", () => {
  test("prints one document, and a fault's kind with its exit code", async () => {
    using repository = tagged();
    const ran = await run(["version", "--compat", "--json", "-C", repository.root]);
    expect(Object.keys(document(ran))).toEqual([
      "$schema",
      "schema",
      "tool",
      "version",
      "public",
      "base",
      "tag",
      "distance",
      "node",
      "dirty",
      "branch",
      "source",
      "scheme",
      "warnings",
    ]);
    repository.write({ "pyproject.toml": `${SCM}bogus = 1\n` });
    const refused = await run(["version", "--compat", "--json", "-C", repository.root]);
    expect(refused.exit).toBe(2);
    expect(document(refused).error).toMatchObject({ code: "bad-config", phase: "config" });
  });

  test("prints a static version without asking anybody", async () => {
    using repository = tagged('[project]\nname = "x"\nversion = "1.0-RC1"\n');
    const ran = await run(["version", "--json", "-C", repository.root]);
    expect(document(ran)).toMatchObject({
      version: "1.0-RC1",
      public: "1.0rc1",
      base: "1.0",
      tag: "v1.2.0",
      distance: 1,
      dirty: false,
      branch: "main",
      source: "project",
      scheme: "static",
    });
    repository.write({ "pyproject.toml": '[project]\nname = "x"\nversion = "one"\n' });
    expect(document(await run(["version", "--json", "-C", repository.root])).error["code"]).toBe(
      "invalid-version",
    );
  });

  test("asks the backend for a dynamic version", async () => {
    const build = '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n';
    const backend = [
      "import os",
      "def prepare_metadata_for_build_wheel(directory, settings=None):",
      "    os.mkdir(os.path.join(directory, 'x-4.2.dist-info'))",
      "    with open(os.path.join(directory, 'x-4.2.dist-info', 'METADATA'), 'w') as file:",
      "        file.write('Metadata-Version: 2.1\\nName: x\\nVersion: 4.2\\n')",
      "    return 'x-4.2.dist-info'",
      "",
    ].join("\n");
    using repository = gitRepository();
    const pyproject = `${build}[project]\nname = "x"\ndynamic = ["version"]\n`;
    repository.commit("first", { "pyproject.toml": pyproject, "backend.py": backend });
    const ran = await run(["version", "--json", "-C", repository.root]);
    expect(document(ran)).toMatchObject({
      version: "4.2",
      source: "backend",
      scheme: "backend",
      tag: null,
    });
  });
});
