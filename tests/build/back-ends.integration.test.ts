import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { gitRepository } from "../support/git.ts";
import { buildProject } from "./build-project.ts";
import { inTreeProject, SOUND_PROJECTS } from "./projects.ts";

describe.each(Object.entries(SOUND_PROJECTS))("%s", (name, files) => {
  test("the sdist and the wheel from it are built, with as few processes as can be", async () => {
    using repository = gitRepository();
    repository.commit("first", files);
    repository.tag("v1.2.3");
    await using build = await buildProject(repository.root);

    expect(build.outcome.findings).toEqual([]);
    expect(basename(build.outcome.sdist ?? "")).toMatch(/^demo[_-]pkg-1\.2\.3\.tar\.gz$/);
    expect(basename(build.outcome.wheel ?? "")).toMatch(/^demo_pkg-1\.2\.3-(py3-none-any|cp.*)\.whl$/);
    expect(build.outcome.wheel?.endsWith("py3-none-any.whl")).toBe(name !== "C extension");
    expect(build.outcome.version).toBe("1.2.3");
    expect(repository.git("status", "--porcelain", "--ignored")).toBe("");

    const { started } = build.ports.processes;
    // One environment: one `uv venv`, one `uv pip install`; one more where uv on PATH is asked for its version.
    expect(started.get("uv") ?? 0).toBeLessThanOrEqual(3);
    // One runner for all hooks; hooks that ask for more requirements need another.
    expect(started.get("python")).toBe(1);
  });
});

test("a backend in the tree is imported from the tree, then from the unpacked sdist", async () => {
  using repository = gitRepository();
  repository.commit("first", inTreeProject('print("own is in", os.path.realpath(__file__), flush=True)'));
  await using build = await buildProject(repository.root);

  expect(build.outcome.findings).toEqual([]);
  const places = readFileSync(build.outcome.log, "utf8").match(/own is in \S+/g) ?? [];
  expect(places).toHaveLength(2);
  expect(places[0]).toContain("/src/project/back/own.py");
  expect(places[1]).toContain("/sdist/demo_pkg-1.2.3/back/own.py");
});

test("a backend that keeps the directory of its import builds the wheel in the sdist", async () => {
  using repository = gitRepository();
  repository.commit("first", {
    "pyproject.toml":
      '[build-system]\nrequires = ["flit_scm"]\nbuild-backend = "flit_scm:buildapi"\n\n[project]\nname = "demo-pkg"\ndescription = "x"\ndynamic = ["version"]\nrequires-python = ">=3.9"\n\n[tool.setuptools_scm]\nwrite_to = "demo_pkg/_version.py"\n',
    "demo_pkg/__init__.py": '"""Demo."""\nfrom ._version import version as __version__\n',
    ".gitignore": "_version.py\n",
  });
  repository.tag("v1.2.3");
  await using build = await buildProject(repository.root);
  expect(build.outcome.findings).toEqual([]);
  expect(basename(build.outcome.wheel ?? "")).toBe("demo_pkg-1.2.3-py3-none-any.whl");
});

test("requirements that a hook asks for are installed, and the hook is not asked again", async () => {
  using repository = gitRepository();
  const body = `
def get_requires_for_build_wheel(config_settings=None):
    print("asked for the wheel", flush=True)
    return ["six"]


sound = build_wheel


def build_wheel(out, config_settings=None, metadata_directory=None):
    import six
    return sound(out)
`;
  repository.commit("first", inTreeProject(body));
  await using build = await buildProject(repository.root);

  expect(build.outcome.findings).toEqual([]);
  expect(readFileSync(build.outcome.log, "utf8").match(/asked for the wheel/g)).toHaveLength(1);
  expect(build.ports.processes.started.get("python")).toBe(2);
});

test("the wheel comes from the sdist: a file that the sdist lacks is missing in the wheel's build", async () => {
  using repository = gitRepository();
  const files = inTreeProject().valueOf() as Record<string, string>;
  const body = `
sound = build_wheel


def build_wheel(out, config_settings=None, metadata_directory=None):
    open("only-in-git.txt").close()
    return sound(out)
`;
  repository.commit("first", { ...files, ...inTreeProject(body), "only-in-git.txt": "x" });
  await using build = await buildProject(repository.root);

  const [finding] = build.outcome.findings;
  expect(finding).toMatchObject({
    rule: "B001",
    phase: "build",
    symptom: "build:missing-file:only-in-git.txt",
    location: { file: "back/own.py", excerpt: 'open("only-in-git.txt").close()' },
  });
  expect(build.outcome).toMatchObject({ sdist: null, wheel: null });
  expect(build.outcome.unfinishedSdist).toMatch(/demo_pkg-1\.2\.3\.tar\.gz$/);
});
