import { expect, test } from "vitest";
import { ciPythons } from "../../src/init/facts/ci-pythons.ts";
import { foundScript } from "../../src/init/facts/found-script.ts";
import { smokeCommands } from "../../src/init/facts/smoke-commands.ts";
import { treeOf } from "../support/trust/judge-files.ts";

test.each([
  [
    "a list",
    ".github/workflows/ci.yml",
    'python-version: ["3.9", "3.10", "3.13"]\n',
    ["3.9", "3.10", "3.13"],
  ],
  ["items", ".github/workflows/ci.yml", "python-version:\n  - '3.11'\n  - 3.12\n", ["3.11", "3.12"]],
  ["a patch release", ".github/workflows/ci.yml", "python-version: 3.11.4\n", []],
  ["an image", ".gitlab-ci.yml", "image: python:3.12-slim\n", ["3.12"]],
  ["tox", "tox.ini", "[tox]\nenvlist = py310, py313\n", ["3.10", "3.13"]],
  ["other numbers", ".github/workflows/ci.yml", "node-version: 3.9\n", []],
])("Pythons of CI: %s", async (_what, path, text, pythons) => {
  expect(await ciPythons(treeOf({ [path]: text }, null))).toEqual(pythons);
});

const MAIN = "import argparse\n\n\ndef main(argv: list[str] | None = None) -> int:\n    return 0\n";

test.each([
  ["a command in a package", { "demo/__init__.py": "", "demo/cli.py": MAIN }, "demo.cli:main"],
  ["below src", { "src/demo/__init__.py": "", "src/demo/__main__.py": MAIN }, "demo.__main__:main"],
  ["no package", { "demo/cli.py": MAIN }, null],
  ["of the tests", { "tests/__init__.py": "", "tests/cli.py": MAIN }, null],
  [
    "a main that wants arguments",
    { "demo/__init__.py": "", "demo/cli.py": "import argparse\ndef main(path):\n    pass\n" },
    null,
  ],
  ["a main that is no command", { "demo/__init__.py": "", "demo/main.py": "def main():\n    pass\n" }, null],
])("the script that the code has: %s", async (_what, files, target) => {
  expect(await foundScript(treeOf(files, null))).toBe(target);
});

test("of the README's commands those that ask for an answer only", () => {
  const readme = `# Demo

\`\`\`sh
pip install demo
demo serve
demo rm -rf /
demo --version
$ demo list --help
demo run --help > out.txt
other --help
\`\`\`

demo check --help
`;
  expect(smokeCommands(readme, new Set(["demo"]))).toEqual(["demo --version", "demo list --help"]);
});
