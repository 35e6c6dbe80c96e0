import { edit } from "../../support/tree.ts";
import { elfModule } from "../../support/elf.ts";
import { wheel } from "../../support/wheel.ts";
import { goodSdist, headers, withRelease, type RuleCase, type Situation } from "../rule-case.ts";

const PSF = "A. HISTORY\n\nPYTHON SOFTWARE FOUNDATION LICENSE VERSION 2\n\nZERO-CLAUSE BSD LICENSE\n\n";
const ISC =
  "Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted.\n";
const declares = (license: string, text: string): Situation => ({
  tree: {
    "pyproject.toml": (declared) => `${declared.replace('license = "MIT"', `license = "${license}"`)}\n`,
    LICENSE: text,
  },
});

const C_WHEEL = "cp312-cp312-linux_x86_64";
const compiled = (): ReturnType<typeof wheel> =>
  withRelease(wheel({ tag: C_WHEEL })).file(
    "demo/_speed.cpython-312-x86_64-linux-gnu.so",
    elfModule("_speed", {}),
  );

const uv = (table: string): NonNullable<Situation["tree"]> => ({
  "pyproject.toml": (text) =>
    `${text.replace("setuptools>=77", "uv_build").replace("setuptools.build_meta", "uv_build")}\n${table}`,
  "src/demo/_smoke/bad.py": "def f(:\n",
});

const scikit = (setting: string): NonNullable<Situation["tree"]> => ({
  "pyproject.toml": (text) =>
    `${text.replace("setuptools>=77", "scikit-build-core").replace("setuptools.build_meta", "scikit_build_core.build")}\n[tool.scikit-build]\n${setting}\n`,
  "src/demo/ffi.txt": "int f();\n",
});

const wheelOf = (files: Readonly<Record<string, string>>, requires?: string): Situation => ({
  wheel: (good) =>
    Object.entries(files).reduce(
      (all, [path, text]) => all.file(path, text),
      requires === undefined
        ? good
        : good.metadataLines(headers("Requires-Dist", `Requires-Dist: ${requires}`)),
    ),
});

const OLD = "demo/old_module.py";
const generated = (pyproject: string, more: Readonly<Record<string, string>> = {}): Situation => ({
  sdist: () =>
    Object.entries(more).reduce(
      (all, [path, text]) => all.file(path, text),
      goodSdist().file("pyproject.toml", pyproject),
    ),
  wheel: (good) => good.file(OLD, "OLD = True\n"),
});

const data = (count: number): Readonly<Record<string, string>> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`src/demo/part${at}.css`, "a{}"]));

const hatch = (file: string): NonNullable<Situation["tree"]> => ({
  "pyproject.toml": (text) =>
    `${text
      .replace("setuptools>=77", "hatchling")
      .replace(
        "setuptools.build_meta",
        "hatchling.build",
      )}\n[tool.hatch.build.hooks.vcs]\nversion-file = "src/demo/${file}"\n`,
  ".gitignore": "/src/demo/_made.py\n",
  "src/demo/_made.py": "",
});

/** What sound projects do, and rules once took for a defect (found on real releases, November 2026). */
export const falseAlarmCases: readonly RuleCase[] = [
  {
    code: "C008",
    about: "Python's license is a stack of texts",
    fires: declares("MIT", ISC),
    silent: declares("PSF-2.0", PSF + ISC),
    says: "is the text of ISC",
  },
  {
    code: "T001",
    about: "the wheel of this machine beside a workflow that makes no others",
    fires: {
      tree: { ".github/workflows/ci.yml": "on: push\njobs: {}\n" },
      otherWheel: compiled,
    },
    says: "linux_x86_64",
    severity: "warning",
  },
  {
    code: "T001",
    about: "the wheel of this machine beside a workflow of cibuildwheel",
    fires: {
      tree: {
        ".github/workflows/wheels.yml":
          "on: push\njobs:\n  wheels:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: pypa/cibuildwheel@v3\n",
      },
      otherWheel: compiled,
    },
    says: "linux_x86_64",
    severity: "info",
  },
  {
    code: "K023",
    about: "uv_build is told to leave the module out",
    fires: { tree: uv('[tool.uv.build-backend]\nwheel-exclude = ["_other/**"]\n') },
    silent: { tree: uv('[tool.uv.build-backend]\nwheel-exclude = ["_smoke/**"]\n') },
    says: "src/demo/_smoke/bad.py is not valid Python",
  },
  {
    code: "K023",
    about: "a Python that the project excludes cannot judge its syntax",
    fires: {
      tree: { "pyproject.toml": edit('">=3.9"', '">=3.99"'), "src/demo/new.py": "def f(:\n" },
    },
    says: 'syntax is not checked: requires-python = ">=3.99"',
    severity: "info",
  },
  {
    code: "K025",
    about: "setuptools brings distutils",
    fires: wheelOf({ "demo/build.py": "import distutils.core\n" }, "click"),
    silent: wheelOf({ "demo/build.py": "import setuptools\nimport distutils.core\n" }, "click"),
    says: "imports distutils.core",
  },
  {
    code: "P006",
    about: "a template, and a module that is named after what it is for",
    fires: wheelOf({ "demo/plain.py": "import yaml\n" }, "click"),
    silent: wheelOf(
      {
        "demo/resources/setup_it.py": "import yaml\n",
        "demo/new_template_setup.py": "import yaml\n",
        "demo/curl_client.py": "import pycurl\n",
        "demo/twisted.py": "import zope.interface\nimport twisted.python\n",
      },
      "click",
    ),
    says: "imports yaml",
  },
  {
    code: "P006",
    about: "a backport whose name looks like a module of Python",
    fires: wheelOf({ "demo/plain.py": "import importlib_metadata\n" }, "click"),
    silent: wheelOf({ "demo/plain.py": "import importlib_metadata\n" }, "importlib-metadata"),
    says: "imports importlib_metadata",
  },
  {
    code: "P006",
    about: "an extension module that the wheels of another platform have",
    fires: wheelOf({ "demo/mac.py": "import _demo_events\n" }, "click"),
    silent: {
      otherWheel: () =>
        withRelease(wheel({ tag: "py3-none-manylinux_2_17_x86_64" })).file(
          "demo/mac.py",
          "import _demo_events\n",
        ),
    },
    says: "imports _demo_events",
  },
  {
    code: "P005",
    about: "a backport under a name of its own",
    fires: { tree: { "pyproject.toml": edit('"click>=8"', '"click>=8", "argparse"') } },
    silent: {
      tree: {
        "pyproject.toml": edit(
          '"click>=8"',
          '"click>=8", "importlib-metadata", "importlib_resources", "simplegeneric"',
        ),
      },
    },
    says: "argparse is part of Python",
  },
  {
    code: "P006",
    about: "a part that nothing reaches is for those who have what it needs",
    fires: wheelOf(
      { "demo/__init__.py": "from demo import core\n", "demo/core.py": "", "demo/plain.py": "import yaml\n" },
      "click",
    ),
    silent: wheelOf(
      {
        "demo/__init__.py": "from demo import core\n",
        "demo/core.py": "",
        "demo/sphinxext.py": "import yaml\n",
      },
      "click",
    ),
    says: "demo/plain.py imports yaml",
    severity: "info",
  },
  {
    code: "V010",
    about: "a hook of hatchling writes the ignored module",
    fires: { tree: hatch("_other.py") },
    silent: { tree: hatch("_made.py") },
    says: "src/demo/_made.py is ignored",
  },
  {
    code: "P018",
    about: "two ranges that both count",
    fires: { tree: { "pyproject.toml": edit('"click>=8"', '"click>=8", "click!=8.1.*"') } },
    says: "click is required twice",
    severity: "info",
  },
  {
    code: "K038",
    about: "modes below .dist-info are the installer's",
    fires: { wheel: (good) => good.file("demo/x.json", "{}", { mode: 0o100600 }) },
    silent: { wheel: (good) => good.file("demo-1.0.dist-info/x.json", "{}", { mode: 0o100600 }) },
    says: "demo/x.json is not readable by others",
  },
  {
    code: "G002",
    about: "uv_build's copy of pyproject.toml",
    fires: { tree: {}, git: {}, sdist: (good) => good.file("notes.toml.orig", "") },
    silent: { tree: {}, git: {}, sdist: (good) => good.file("pyproject.toml.orig", "") },
    says: "demo-1.0.tar.gz contains notes.toml.orig",
  },
  {
    code: "L007",
    about: "uv_build's copy of pyproject.toml",
    fires: { sdist: (good) => good.file("notes.toml.orig", "") },
    silent: { sdist: (good) => good.file("pyproject.toml.orig", "") },
    says: "demo-1.0.tar.gz contains notes.toml.orig",
    severity: "info",
  },
  {
    code: "M020",
    about: "Poetry's own bound",
    fires: {
      tree: {
        "pyproject.toml": (text) =>
          text
            .replace("setuptools>=77", "poetry-core>=2")
            .replace("setuptools.build_meta", "poetry.core.masonry.api")
            .replace('">=3.9"', '">=3.9,<4.0"'),
      },
    },
    says: 'pyproject.toml: requires-python = ">=3.9,<4.0" excludes future Python versions',
    severity: "info",
  },
  ...(
    [
      [
        "a hook of hatch",
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n[tool.hatch.build.hooks.custom]\n',
        {},
      ],
      ["maturin", '[build-system]\nrequires = ["maturin"]\nbuild-backend = "maturin"\n', {}],
      ["a setup.py with commands", "", { "setup.py": "from setuptools import setup\nsetup(cmdclass={})\n" }],
    ] as const
  ).map(([about, pyproject, more]): RuleCase => ({
    code: "Y007",
    about: `${about} makes modules`,
    fires: generated('[project]\nname = "demo"\n'),
    silent: generated(pyproject, more),
    says: `${OLD} of demo-1.0-py3-none-any.whl is not in the sdist`,
    severity: "warning",
  })),
  {
    code: "K013",
    about: "what scikit-build-core leaves out",
    fires: { tree: scikit('sdist.exclude = ["docs"]'), wheel: (good) => good },
    silent: { tree: scikit('wheel.exclude = ["demo/**.txt"]'), wheel: (good) => good },
    says: "src/demo/ffi.txt is not in the wheel",
  },
  {
    code: "K013",
    about: "many files with one cause",
    fires: { tree: data(5), wheel: (good) => good },
    says: "src/demo/part0.css (and 4 more files like it) is not in the wheel",
  },
];
