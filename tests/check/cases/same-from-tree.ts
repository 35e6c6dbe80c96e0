import { headers, type RuleCase } from "../rule-case.ts";
import { holds } from "./holds.ts";

const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${"a".repeat(64)}\nsize 12345\n`;
const DATA = '\n[tool.setuptools.package-data]\ndemo = ["*.bin"]\n';
const EXTRA = '\n[project.optional-dependencies]\nnew = ["click>=9"]\n';
const PRINT = "print 'x'\n";
const READS = (path: string): string =>
  `from pathlib import Path\n\ndef f():\n    return (Path(__file__).parents[2] / "${path}").read_text()\n`;

/** What a tree says already, what only seems wrong in it, and remedies that fit the build backend. */
export const fromTreeCases: readonly RuleCase[] = [
  {
    code: "V008",
    about: "in the tree, without an entry in .gitattributes: as bad as in the wheel",
    fires: { tree: { "pyproject.toml": (text) => text + DATA, "src/demo/model.bin": POINTER } },
    silent: { tree: { "pyproject.toml": (text) => text + DATA, "notes/model.bin": POINTER } },
    says: "src/demo/model.bin is a Git LFS pointer",
    severity: "error",
  },
  {
    code: "V008",
    about: "in the tree and in the wheel that was built from it",
    fires: {
      tree: { "pyproject.toml": (text) => text + DATA, "src/demo/model.bin": POINTER },
      ...holds({ "demo/model.bin": POINTER }),
    },
    says: "demo/model.bin in demo-1.0-py3-none-any.whl is a Git LFS pointer",
    severity: "error",
  },
  {
    code: "P018",
    about: "an extra asks for what the project excludes",
    fires: { tree: { "pyproject.toml": (text) => text.replace('"click>=8"', '"click<9"') + EXTRA } },
    silent: {
      tree: {
        "pyproject.toml": (text) =>
          text.replace('"click>=8"', "\"click<9; python_version < '3.10'\"") + EXTRA,
      },
    },
    says: 'no version satisfies both "click<9" and "click>=9" of the extra [new]',
    severity: "error",
    explains: "install:requirement:click",
  },
  {
    code: "P018",
    about: "an extra of a wheel",
    fires: {
      wheel: (good) =>
        good.metadataLines([
          ...headers("Requires-Dist", "Requires-Dist: click<9"),
          "Provides-Extra: new",
          'Requires-Dist: click>=9; extra == "new"',
        ]),
    },
    silent: {
      wheel: (good) =>
        good.metadataLines([
          ...headers("Requires-Dist", "Requires-Dist: click<9"),
          "Provides-Extra: old",
          "Provides-Extra: new",
          // Two extras that exclude each other are installed one at a time.
          'Requires-Dist: rich<9; extra == "old"',
          'Requires-Dist: rich>=9; extra == "new"',
        ]),
    },
    says: "of the extra [new]",
    severity: "error",
  },
  {
    code: "K023",
    about: "vendored for another Python, and imported all the same",
    fires: {
      tree: {},
      ...holds({
        "demo/_vendor/__init__.py": "",
        "demo/_vendor/old.py": PRINT,
        "demo/a.py": "from ._vendor import old\n",
      }),
    },
    silent: {
      tree: {},
      ...holds({
        "demo/__init__.py": "from ._vendor import six\n",
        "demo/_vendor/__init__.py": "",
        "demo/_vendor/six.py": "",
        "demo/_vendor/old/__init__.py": "",
        "demo/_vendor/old/py2.py": PRINT,
      }),
    },
    says: "demo/_vendor/old.py is not valid Python",
    severity: "error",
  },
  {
    code: "K012",
    about: "the project file, two folders above",
    fires: { tree: { "src/demo/a.py": READS("pyproject.toml") } },
    silent: {
      tree: {
        "src/demo/a.py": `def f():\n    return 1\n\nif __name__ == "__main__":\n    from pathlib import Path\n    print((Path(__file__).parents[2] / "README.md").read_text())\n`,
      },
    },
    says: "demo/a.py reads ../pyproject.toml",
    severity: "error",
    help: 'read it with importlib.metadata, for example version("demo")',
  },
  {
    code: "K012",
    about: "data beside the package",
    fires: { tree: { "src/demo/a.py": READS("share/words.txt"), "share/words.txt": "a\n" } },
    says: "demo/a.py reads ../share/words.txt",
    help: "move share/words.txt into the package demo, and read it from there",
  },
  {
    code: "G001",
    about: "uv_build does not read MANIFEST.in",
    fires: {
      tree: {
        "pyproject.toml": (text) =>
          text
            .replace("setuptools>=77", "uv_build>=0.9,<0.10")
            .replace("setuptools.build_meta", "uv_build")
            .replace(/\[tool.setuptools[\s\S]*/, ""),
        "src/demo/more.py": "X = 1\n",
      },
      git: {},
      sdist: (good) => good,
    },
    says: "demo-1.0.tar.gz lacks src/demo/more.py",
    help: 'add "src/demo/more.py" to source-include of [tool.uv.build-backend]',
  },
  {
    code: "G010",
    about: "the readme, without which hatchling builds nothing; the version it reads from PKG-INFO",
    fires: {
      sdist: (good) =>
        good.file(
          "pyproject.toml",
          '[build-system]\nbuild-backend = "hatchling.build"\n[project]\nname = "demo"\nreadme = "ABOUT.md"\n',
        ),
    },
    silent: {
      sdist: (good) =>
        good.file(
          "pyproject.toml",
          '[build-system]\nbuild-backend = "hatchling.build"\n[project]\nname = "demo"\ndynamic = ["version"]\n[tool.hatch.version]\npath = "VERSION"\n',
        ),
    },
    says: "pyproject.toml names ABOUT.md",
    severity: "error",
  },
];
