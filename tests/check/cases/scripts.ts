import { edit } from "../../support/tree.ts";
import { wheel } from "../../support/wheel.ts";
import { moreHeaders, withRelease, type RuleCase } from "../rule-case.ts";

const script = (name: string, target: string): RuleCase["fires"] => ({
  tree: { "pyproject.toml": edit('demo = "demo.cli:main"', `${name} = "${target}"`) },
});
const points = (text: string): RuleCase["fires"] => ({ wheel: (good) => good.entryPoints(text) });

/** Entry points. */
export const scriptCases: readonly RuleCase[] = [
  { code: "E001", fires: points("demo = demo.cli:main\n"), says: "entry_points.txt" },
  { code: "E002", fires: script('"bin/demo"', "demo.cli:main"), says: "bin/demo", at: "pyproject.toml:21" },
  {
    code: "E003",
    fires: script("demo", "demo.cli.main"),
    silent: points("[demo.plugins]\none = demo.cli\n"),
    says: 'demo = "demo.cli.main"',
    at: "pyproject.toml:21",
    help: '"demo.cli:main"',
    explains: "install:entry-point",
  },
  {
    code: "E004",
    fires: points("[console_scripts]\ndemo = demo.comand:main\n"),
    silent: points("[console_scripts]\ndemo = click.testing:main\n"),
    says: "no module demo.comand",
  },
  {
    code: "E004",
    about: "one cause, one finding, whatever the number of scripts",
    fires: points("[console_scripts]\ndemo = demo.comand:main\ndemo2 = demo.comand:other\n"),
    says: "demo = ",
  },
  {
    code: "E005",
    about: "one cause, one finding, whatever the number of scripts",
    fires: points("[console_scripts]\ndemo = demo.cli:mian\ndemo2 = demo.cli:mian\n"),
    says: "demo = ",
  },
  {
    code: "E005",
    about: "from the tree alone",
    fires: script("demo", "demo.cli:mian"),
    silent: {
      tree: {
        "pyproject.toml": edit("demo.cli:main", "demo.cli:mian"),
        "src/demo/cli.py": "from click.testing import *\n",
      },
    },
    says: "demo/cli.py defines no mian",
    at: "pyproject.toml:21",
    help: "demo.cli:main",
  },
  {
    code: "E005",
    about: "with the wheel: one finding, at the line of pyproject.toml",
    fires: {
      ...script("demo", "demo.cli:mian"),
      ...points("[console_scripts]\ndemo = demo.cli:mian\n"),
    },
    says: "demo/cli.py defines no mian",
    at: "pyproject.toml:21",
  },
  {
    code: "E004",
    about: "from the tree alone",
    fires: script("demo", "demo.cly:main"),
    silent: {
      tree: {
        "pyproject.toml": edit("demo.cli:main", "demo.fast:main"),
        "src/demo/fast.pyx": "def main(): pass\n",
      },
    },
    says: "the wheel that setuptools will build has no module demo.cly",
    at: "pyproject.toml:21",
    help: "demo.cli",
  },
  {
    code: "E004",
    about: "with the wheel: one finding, at the line of pyproject.toml",
    fires: {
      ...script("demo", "demo.comand:main"),
      ...points("[console_scripts]\ndemo = demo.comand:main\n"),
    },
    says: "no module demo.comand",
    at: "pyproject.toml:21",
  },
  {
    code: "E005",
    fires: points("[console_scripts]\ndemo = demo.cli:mian\n"),
    silent: { wheel: (good) => good.file("demo/cli.py", "from click.testing import *\n") },
    says: "defines no mian",
    help: "demo.cli:main",
  },
  {
    code: "E007",
    fires: script("pip", "demo.cli:main"),
    silent: {
      tree: {
        "pyproject.toml": (text) => text.replace('name = "demo"', 'name = "tar"').replace("demo =", "tar ="),
      },
    },
    says: "pip has the name",
    at: "pyproject.toml:21",
  },
  { code: "E011", fires: script("demo", "de-mo.cli:main"), says: "not a dotted name" },
  {
    code: "E015",
    fires: {
      tree: { "pyproject.toml": edit("[project.scripts]", "[project.entry-points.console_scripts]") },
    },
    says: "[project.scripts]",
    at: "pyproject.toml:20",
  },
  {
    code: "E006",
    fires: { wheel: (good) => good.file("demo/cli.py", "def main(argv):\n    return argv\n") },
    silent: {
      wheel: (good) =>
        good.file("demo/cli.py", "import click\n\n\n@click.command()\ndef main(name):\n    return name\n"),
    },
    says: "main needs an argument",
    explains: "script:demo",
  },
  {
    code: "E006",
    about: "a coroutine",
    fires: { wheel: (good) => good.file("demo/cli.py", "async def main():\n    return 0\n") },
    silent: {
      wheel: (good) => good.file("demo/cli.py", "def main(argv=None, *rest, **more):\n    return 0\n"),
    },
    says: "is a coroutine",
    help: "asyncio.run(main())",
  },
  {
    code: "E008",
    fires: points("[console_scripts]\ndemo = demo.cli:main\nDemo = demo.cli:main\n"),
    silent: points("[console_scripts]\ndemo = demo.cli:main\n\n[demo.plugins]\ndemo = demo.cli\n"),
    says: "differ only in case",
  },
  {
    code: "E008",
    about: "console and GUI",
    fires: points("[console_scripts]\ndemo = demo.cli:main\n\n[gui_scripts]\ndemo = demo.cli:main\n"),
    says: "a console and a GUI script",
  },
  {
    code: "E009",
    fires: points("[console_scripts]\ndemo = demo.cli:main [speed]\n"),
    says: 'demo = "demo.cli:main [speed]" names the extra speed',
  },
  {
    code: "E009",
    about: "an extra that there is",
    fires: {
      wheel: (good) =>
        good
          .metadataLines(moreHeaders("Provides-Extra: speed"))
          .entryPoints("[console_scripts]\ndemo = demo.cli:main [speed]\n"),
    },
    says: 'demo = "demo.cli:main [speed]" names an extra; extras in entry points are obsolete',
    severity: "info",
  },
  {
    code: "E010",
    fires: { tree: {}, wheel: (good) => good.entryPoints("[demo.plugins]\none = demo.cli\n") },
    silent: { tree: {}, wheel: (good) => good },
    says: "the script demo is not in demo-1.0-py3-none-any.whl",
    at: "pyproject.toml:21",
    explains: "script:demo",
  },
  {
    code: "E012",
    fires: { wheel: (good) => good.file("demo-1.0.data/scripts/run", "#!/usr/bin/python3\nprint(1)\n") },
    silent: {
      wheel: (good) =>
        good
          .file("demo-1.0.data/scripts/run", "#!python\nprint(1)\n")
          .file("demo-1.0.data/scripts/fast", Buffer.from("7f454c4602010100", "hex"))
          .file("demo-1.0.data/scripts/hello.sh", "#!/bin/sh\necho hello\n"),
    },
    says: "names its own",
    at: "demo-1.0-py3-none-any.whl!/demo-1.0.data/scripts/run:1",
  },
  {
    code: "E012",
    about: "a batch file",
    fires: { wheel: (good) => good.file("demo-1.0.data/scripts/run.bat", "@echo off\n") },
    silent: {
      otherWheel: () =>
        withRelease(wheel({ tag: "py3-none-win_amd64" })).file(
          "demo-1.0.data/scripts/run.bat",
          "@echo off\n",
        ),
    },
    says: "the script run.bat runs on Windows only",
  },
  {
    code: "E013",
    fires: points("[demo plugins]\none = demo.cli\n"),
    silent: points("[demo.plug_ins]\none = demo.cli\n"),
    says: '"demo plugins" is not a valid entry point group name',
  },
  {
    code: "E014",
    fires: { wheel: (good) => good },
    silent: { wheel: (good) => good.file("demo/__main__.py", "from demo.cli import main\n\nmain()\n") },
    says: "python -m demo does not work",
  },
  {
    code: "E016",
    fires: points("[console_script]\ndemo = demo.cli:main\n"),
    silent: points("[pytest11]\ndemo = demo.cli\n\n[demo.extensions]\none = demo.cli\n"),
    says: "the group console_script is a likely typo of console_scripts",
    help: "write console_scripts",
  },
];
