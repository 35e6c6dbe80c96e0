import { describe, expect, test } from "vitest";
import { chooseProject } from "../../src/tree/choose-project.ts";
import { parseIni } from "../../src/tree/formats/ini.ts";
import { poetryConstraint } from "../../src/tree/poetry/poetry-constraint.ts";
import { readSetupCfg } from "../../src/tree/setup-cfg.ts";
import { readSetupPy } from "../../src/tree/setup-py.ts";
import { parseTomlFile } from "../../src/tree/formats/toml-file.ts";

const toml = (text: string): ReturnType<typeof parseTomlFile> =>
  parseTomlFile("pyproject.toml", Buffer.from(text));
const cfg = (text: string): ReturnType<typeof parseIni> => parseIni("setup.cfg", text);

describe("setup.cfg", () => {
  const project = readSetupCfg(
    cfg(
      `[metadata]
name = demo
version = attr: demo.__version__
description: A demo
long_description = file: README.rst
author = Ada
author-email = ada@good.dev
project_urls =
    Docs = https://good.dev/d
classifiers =
    A :: B
    # C :: D
[options]
python_requires = >=3.9
install_requires =
    click>=8
    tomli; python_version < "3.11"
[options.extras_require]
more = rich
[options.entry_points]
console_scripts =
    demo = demo.cli:main
`.replaceAll("\n", "\r\n"),
    ),
  );

  test("is read with continuation lines, both delimiters and comments", () => {
    expect(project.name?.value).toBe("demo");
    expect(project.version).toBeNull();
    expect(project.summary?.value).toBe("A demo");
    expect(project.readme?.file).toBe("README.rst");
    expect(project.dependencies.map((item) => item.value)).toEqual([
      "click>=8",
      'tomli; python_version < "3.11"',
    ]);
    expect(project.classifiers.map((item) => item.value)).toEqual(["A :: B"]);
    expect(project.optionalDependencies.get("more")?.[0]?.value).toBe("rich");
    expect(project.scripts).toMatchObject([{ name: "demo", target: "demo.cli:main" }]);
    expect(project.authors).toMatchObject([{ email: "ada@good.dev" }]);
    expect(project.urls).toMatchObject([{ label: "Docs", url: "https://good.dev/d" }]);
  });

  test("knows its lines", () => {
    expect(project.dependencies[1]?.location).toMatchObject({ file: "setup.cfg", line: 17, column: 5 });
  });
});

describe("[tool.poetry]", () => {
  test("without a name it declares nothing where setup.py does", () => {
    const pyproject = toml('[tool.poetry.dependencies]\na = "1.0"\n');
    const setup = readSetupPy('from setuptools import setup\nsetup(name="demo", version="1.0")\n');
    expect(chooseProject(pyproject, null, setup)).toMatchObject({
      source: "setup.py",
      name: { value: "demo" },
    });
    expect(chooseProject(pyproject, null, null)).toMatchObject({ source: "tool.poetry", name: null });
  });

  const project = chooseProject(
    toml(`[tool.poetry]
name = "demo"
version = "1.0"
authors = ["Ada <ada@good.dev>", "Bob"]
license = "MIT"
readme = ["README.md", "MORE.md"]
homepage = "https://good.dev"
[tool.poetry.dependencies]
python = "^3.9"
click = "^8.1"
fork = { git = "https://git.good.dev/fork.git", tag = "v1" }
old = { version = "~1.2", python = "<3.11", extras = ["x"] }
rich = { version = "*", optional = true }
[tool.poetry.extras]
more = ["rich"]
[tool.poetry.scripts]
demo = "demo.cli:main"
tool = { reference = "demo.tool:main", type = "console" }
`),
    null,
    null,
  );

  test("becomes standard metadata", () => {
    expect(project.source).toBe("tool.poetry");
    expect(project.requiresPython?.value).toBe(">=3.9,<4.0");
    expect(project.dependencies.map((item) => item.value)).toEqual([
      "click>=8.1,<9.0",
      "fork @ git+https://git.good.dev/fork.git@v1",
      'old[x]>=1.2,<1.3; python_version < "3.11"',
    ]);
    expect(project.optionalDependencies.get("more")?.map((item) => item.value)).toEqual(["rich"]);
    expect(project.scripts.map(({ name, target }) => [name, target])).toEqual([
      ["demo", "demo.cli:main"],
      ["tool", "demo.tool:main"],
    ]);
    expect(project.readme?.file).toBe("README.md");
    expect(project.authors).toMatchObject([
      { name: "Ada", email: "ada@good.dev" },
      { name: "Bob", email: null },
    ]);
    expect(project.dependencies[0]?.location).toMatchObject({ line: 10, column: 1 });
  });

  test.each([
    ["^1.2.3", ">=1.2.3,<2.0.0"],
    ["^0.2.3", ">=0.2.3,<0.3.0"],
    ["^0.0.3", ">=0.0.3,<0.0.4"],
    ["^0.0", ">=0.0,<0.1"],
    ["^1", ">=1,<2.0"],
    ["~1", ">=1,<2.0"],
    ["~1.2.3", ">=1.2.3,<1.3.0"],
    ["1.2", "==1.2"],
    [">=1.2,<2", ">=1.2,<2"],
    [">=1.2 <2", ">=1.2,<2"],
    ["~=1.4", "~=1.4"],
    ["*", ""],
    ["^1 || ^2", ""],
  ])("%s is %s", (constraint, specifier) => {
    expect(poetryConstraint(constraint)).toBe(specifier);
  });
});

describe("which declaration counts", () => {
  const project = '[project]\nname = "a"\nversion = "1"\n';

  test("[project] before all others", () => {
    const chosen = chooseProject(
      toml(`${project}[tool.poetry]\nname = "b"\n`),
      cfg("[metadata]\nname = c\n"),
      null,
    );
    expect(chosen.name?.value).toBe("a");
    expect(chosen.versionSource).toBe("project");
  });

  test("a dynamic field comes from setup.py", () => {
    const setup = readSetupPy(
      'setup(version="2", install_requires=["x"], entry_points={"console_scripts": ["s=m.f"]})',
    );
    const chosen = chooseProject(
      toml('[project]\nname = "a"\ndynamic = ["version", "dependencies", "scripts"]\n'),
      null,
      setup,
    );
    expect(chosen.version?.value).toBe("2");
    expect(chosen.versionSource).toBe("setup.py");
    expect(chosen.dependencies[0]?.value).toBe("x");
    expect(chosen.scripts[0]?.target).toBe("m.f");
  });

  test("setup.py over setup.cfg, which fills what it leaves open", () => {
    const chosen = chooseProject(
      null,
      cfg("[metadata]\nname = c\nversion = 3\n[options]\npython_requires = >=3.8\n"),
      readSetupPy('setup(name="d", version=compute())'),
    );
    expect(chosen.name?.value).toBe("d");
    expect(chosen.version).toBeNull();
    expect(chosen.requiresPython?.value).toBe(">=3.8");
  });

  test("wrong types are left out, not guessed", () => {
    const chosen = chooseProject(
      toml('[project]\nname = 1\ndependencies = "x"\nurls = []\nscripts = { a = 1 }\nauthors = [1]\n'),
      null,
      null,
    );
    expect(chosen).toMatchObject({ name: null, dependencies: [], urls: [], scripts: [], authors: [] });
  });

  test("nothing at all", () => {
    expect(chooseProject(null, null, null).source).toBe("none");
  });
});
