import { writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { overheadOf, stepTimes } from "../../../bench/workflow-overhead.ts";
import { REPOSITORY } from "../../support/repository.ts";
import { missingTools } from "../tools.ts";
import { demoWorld, exampleWorld, pipInstall } from "./world.ts";

const missing = missingTools("act", "@actions/artifact", "@actions/core");
const isWhole = process.env["SHIPWHEEL_ACT"] === "all";
const rest = missing || (isWhole ? "" : " [a share is left out: npm run act runs all]");

const PASSED = {
  plan: "success",
  build: "success",
  verified: "success",
  "publish-testpypi": "success",
  "installed-testpypi": "success",
  attest: "success",
  "draft-release": "success",
  "publish-pypi": "success",
  "installed-pypi": "success",
  "publish-release": "success",
};
const NOTHING_OF_A_RELEASE = {
  attest: "skipped",
  "draft-release": "skipped",
  "publish-pypi": "skipped",
  "installed-pypi": "skipped",
  "publish-release": "skipped",
};
const NATIVE = `#include <Python.h>
static PyObject *answer(PyObject *self, PyObject *no) { return PyLong_FromLong(42); }
static PyMethodDef methods[] = {{"answer", answer, METH_NOARGS, ""}, {NULL, NULL, 0, NULL}};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_native", NULL, -1, methods, NULL, NULL, NULL, NULL};
PyMODINIT_FUNC PyInit__native(void) { return PyModule_Create(&definition); }
`;

describe.skipIf(missing !== "")(`a release tag, through act${missing}`, () => {
  test("pyforge goes to TestPyPI, PyPI and GitHub, and is installed from both", async ({ annotate }) => {
    await using world = await exampleWorld("pyforge");
    const [load] = loadavg();
    const run = await world.run("tag");
    expect(run.results, run.jobs.map(({ log }) => log).join("\n")).toEqual(PASSED);
    const files = ["pyforge_cli-0.5.5-py3-none-any.whl", "pyforge_cli-0.5.5.tar.gz"];
    expect(await world.shown("testpypi", "pyforge-cli")).toEqual(files);
    expect(await world.shown("pypi", "pyforge-cli")).toEqual(files);
    const [release] = world.rehearsal.services.github.releases;
    expect(release).toMatchObject({ tag_name: "v0.5.5", draft: false, immutable: true });
    expect(release?.assets.map(({ name }) => name)).toEqual(expect.arrayContaining(files));
    const version = "import pyforge_cli; print(pyforge_cli.__version__)";
    expect(await pipInstall(world, "pyforge-cli==0.5.5", version)).toBe("0.5.5");
    // Seconds depend on what else the machine does: they are shown and recorded, and judge nothing.
    const [before = 0, after = 0] = [load, loadavg()[0]].map((each) => Number((each ?? 0).toFixed(1)));
    const times = stepTimes("pyforge", run.jobs, { before, after });
    await annotate(`all steps but building, testing and installing: ${overheadOf(times).toFixed(1)} s`);
    const record = process.env["SHIPWHEEL_ACT_RECORD"];
    if (record !== undefined) writeFileSync(join(REPOSITORY, record), `${JSON.stringify(times, null, 2)}\n`);
  });
});

describe.skipIf(!isWhole || missing !== "")(`every event of two examples, through act${rest}`, () => {
  test("with the native action in every job: a tag", async () => {
    await using world = await demoWorld({ action: true, testpypi: true });
    const run = await world.run("tag");
    expect(run.results, run.jobs.map(({ log }) => log).join("\n")).toEqual(PASSED);
    expect(run.jobs.flatMap(({ steps }) => steps).filter(({ name }) => name.includes("npx"))).toEqual([]);
    expect(await world.shown("pypi", "demo-pkg")).toHaveLength(2);
  });

  test("an extension: its wheels are built from the sdist and collected, and go to PyPI together", async () => {
    const root = "demo_pkg";
    await using world = await demoWorld({
      files: {
        "pyproject.toml": `[build-system]\nrequires = ["setuptools>=77"]\nbuild-backend = "setuptools.build_meta"\n\n[project]\nname = "demo-pkg"\nversion = "1.2.3"\ndescription = "A demo"\nreadme = "README.md"\nrequires-python = ">=3.11"\n\n[tool.setuptools]\npackages = ["${root}"]\next-modules = [{ name = "${root}._native", sources = ["${root}/_native.c"] }]\n`,
        [`${root}/__init__.py`]: `from ${root}._native import answer\n`,
        [`${root}/_native.c`]: NATIVE,
      },
    });
    const run = await world.run("tag");
    const { "publish-testpypi": _publish, "installed-testpypi": _installed, ...passed } = PASSED;
    expect(run.results, run.jobs.map(({ log }) => log).join("\n")).toMatchObject({
      ...passed,
      sdist: "success",
    });
    const shown = await world.shown("pypi", "demo-pkg");
    expect(shown.map((name) => name.replace(/-cp\d+-cp\d+-manylinux\S+_x86_64/, "-PLATFORM"))).toEqual([
      "demo_pkg-1.2.3-PLATFORM.whl",
      "demo_pkg-1.2.3.tar.gz",
    ]);
    const line = `import ${root}; print(${root}.answer())`;
    expect(await pipInstall(world, "demo-pkg==1.2.3", line)).toBe("42");
  });

  test("lmstxt, which has no TestPyPI: a tag", async () => {
    await using world = await exampleWorld("lmstxt");
    const run = await world.run("tag");
    const { "publish-testpypi": _publish, "installed-testpypi": _installed, ...passed } = PASSED;
    expect(run.results, run.jobs.map(({ log }) => log).join("\n")).toEqual(passed);
    expect(await world.shown("testpypi", "lmstudio-llmstxt-generator")).toEqual([]);
    expect(await world.shown("pypi", "lmstudio-llmstxt-generator")).toHaveLength(2);
  });

  test.each(["pyforge", "modelforge"])(
    "%s: a commit of main goes to TestPyPI and nowhere else",
    async (name) => {
      await using world = await exampleWorld(name);
      const run = await world.run("push");
      expect(run.results, run.jobs.map(({ log }) => log).join("\n")).toEqual({
        ...PASSED,
        ...NOTHING_OF_A_RELEASE,
      });
      const { project, services } = { ...world.rehearsal.repository, ...world.rehearsal };
      const files = await world.shown("testpypi", project.toLowerCase());
      expect(files).toHaveLength(2);
      expect(files.join()).toMatch(/\.dev\d+/);
      expect(await world.shown("pypi", project.toLowerCase())).toEqual([]);
      expect(services.github.log).toEqual([]);
    },
  );

  test.each(["pyforge", "lmstxt"])("%s: a fork's pull request gets nothing", async (name) => {
    await using world = await exampleWorld(name);
    const run = await world.run("pull_request");
    expect(run.results).toEqual({ plan: "success", build: "success", verified: "success" });
    const { services } = world.rehearsal;
    expect(services.github.log).toEqual([]);
    const asked = [services.indexes.pypi, services.indexes.testpypi].flatMap(({ log }) => log);
    expect(asked.filter(({ url }) => /oidc|legacy/.test(url))).toEqual([]);
  });

  test("pyforge by hand: a ref goes to TestPyPI with a version of its own", async () => {
    await using world = await exampleWorld("pyforge");
    const run = await world.run("dispatch", { file: "publish-testpypi.yml" });
    expect(run.results).toMatchObject({ "publish-testpypi": "success", "installed-testpypi": "success" });
    expect((await world.shown("testpypi", "pyforge-cli")).join()).toMatch(/\.dev\d+/);
  });
});
