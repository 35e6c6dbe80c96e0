import { edit } from "../../support/tree.ts";
import type { RuleCase } from "../rule-case.ts";

const requires = (text: string): RuleCase["fires"] => ({
  tree: { "pyproject.toml": edit('"click>=8"', `"${text}"`) },
});
const extra = (text: string): RuleCase["fires"] => ({
  tree: {
    "pyproject.toml": edit(
      "[project.urls]",
      `[project.optional-dependencies]\nmore = ["${text}"]\n\n[project.urls]`,
    ),
  },
});

/** Requirements as they are written: pins, markers, extras, sources. */
export const dependencyFormCases: readonly RuleCase[] = [
  {
    code: "P025",
    fires: requires("click>=8.*"),
    silent: requires("click==8.*"),
    says: ">=8.*",
    help: "click>=8",
  },
  {
    code: "P025",
    about: "what is no requirement for another reason",
    fires: requires("click>=8.*"),
    silent: requires("click >>= 8"),
    says: ">=8.*",
  },
  {
    code: "P005",
    fires: requires("pathlib"),
    silent: requires("enum34; python_version < '3.4'"),
    says: "pathlib is part of Python",
    at: "pyproject.toml:15",
  },
  {
    code: "P011",
    fires: requires("yaml>=6"),
    silent: requires("PyYAML>=6"),
    says: "the distribution is PyYAML",
    help: 'write "PyYAML>=6"',
  },
  {
    code: "P012",
    fires: requires("llms_txt"),
    silent: requires("ruamel.yaml"),
    says: '"llms_txt" is "llms-txt"',
    at: "pyproject.toml:15",
  },
  {
    code: "P015",
    fires: requires("click==8.1.7"),
    silent: requires("demo-core==1.0"),
    says: '"click==8.1.7" allows only one version',
    help: '"click>=8.1.7,<9"',
  },
  {
    code: "P015",
    about: "a wildcard is a range",
    fires: requires("click===8.1.7"),
    silent: requires("click==8.*"),
    says: "click===8.1.7",
  },
  {
    code: "P016",
    fires: requires("click"),
    silent: requires("click~=8.1"),
    says: "every old version of click",
  },
  { code: "P017", fires: requires("click<9"), silent: requires("click<0.9"), says: "after <9" },
  {
    code: "P018",
    fires: requires('click>=8", "Click>=8.1'),
    silent: requires("click>=8; python_version < '3.12'\", \"click>=8.1; python_version >= '3.12'"),
    says: "Click is required twice",
    severity: "warning",
  },
  {
    code: "P018",
    about: "contradicting clauses",
    fires: requires("click>=8,<7"),
    silent: requires("click>=8,<8.1,!=8.0.1"),
    says: "no version satisfies",
    severity: "error",
  },
  {
    code: "P019",
    fires: requires("enum34; python_version < '3.4'"),
    silent: requires("tomli; python_full_version <= '3.11.0a6' and sys_platform != 'aix'"),
    says: "never applies within requires-python >=3.9",
    at: "pyproject.toml:15",
  },
  {
    code: "P020",
    fires: requires("colorama; sys_platform == 'windows'"),
    silent: requires("colorama; sys_platform == 'win32' or platform_system == 'FreeBSD'"),
    says: 'sys_platform is never "windows"',
    help: 'sys_platform == "win32"',
  },
  {
    code: "P021",
    fires: {
      tree: {
        "pyproject.toml": edit(
          "[project.urls]",
          '[tool.uv.sources]\nclick = { git = "https://github.com/pallets/click" }\n\n[project.urls]',
        ),
      },
    },
    silent: {
      tree: {
        "pyproject.toml": edit(
          "[project.urls]",
          '[tool.uv.sources]\nclick = { index = "company" }\nruff = { path = "../ruff" }\n\n[project.urls]',
        ),
      },
    },
    says: "click is developed against git",
    at: "pyproject.toml:18",
  },
  {
    code: "P022",
    fires: { wheel: (good) => good.metadata('Requires-Dist: pyside6; extra == "gui"') },
    silent: {
      wheel: (good) => good.metadata("Provides-Extra: gui-x", 'Requires-Dist: pyside6; extra == "gui_x"'),
    },
    says: "names the extra gui",
  },
  {
    code: "P022",
    about: "of the project itself",
    fires: extra("demo[mor]"),
    silent: extra("demo[more]"),
    says: "names the extra mor",
    help: "did you mean more?",
  },
  {
    code: "P026",
    fires: { tree: { "pyproject.toml": edit('["setuptools>=77"]', "[]") } },
    silent: {
      tree: {
        "pyproject.toml": edit(
          'build-backend = "setuptools.build_meta"',
          'build-backend = "backend"\nbackend-path = ["."]',
        ),
      },
    },
    says: "does not name setuptools",
    severity: "error",
    at: "pyproject.toml:2",
  },
  {
    code: "P026",
    about: "another backend is required",
    fires: { tree: { "pyproject.toml": edit('["setuptools>=77"]', '["hatchling", "wheel"]') } },
    says: "does not name setuptools",
    severity: "error",
  },
  {
    code: "P026",
    about: "something is required that may bring it along",
    fires: { tree: { "pyproject.toml": edit('["setuptools>=77"]', '["setuptools-scm"]') } },
    says: "does not name setuptools",
    severity: "warning",
  },
  {
    code: "P027",
    fires: {
      tree: {
        "setup.py": 'from setuptools import setup\n\nsetup(dependency_links=["https://good.dev/x"])\n',
      },
    },
    silent: { tree: { "setup.py": "from setuptools import setup\n\n# no dependency_links\nsetup()\n" } },
    says: "dependency_links",
    at: "setup.py:3",
  },
  {
    code: "P029",
    fires: {
      tree: {
        "setup.py":
          'from setuptools import setup\n\nsetup(install_requires=open("requirements.txt").read())\n',
        "requirements.txt": "click>=8\nhttpx  # new\n",
      },
    },
    silent: {
      tree: {
        "setup.py":
          'from setuptools import setup\n\nsetup(install_requires=open("requirements.txt").read())\n',
        "requirements.txt": "# all\nClick>=8.1\n-r more.txt\n",
      },
    },
    says: "httpx only in requirements.txt",
    at: "requirements.txt",
  },
];
