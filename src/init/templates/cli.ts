import type { Template, TemplateFacts } from "../answers.ts";
import { commonFiles, flitModule, PURE } from "./common.ts";
import { docstring } from "./docstring.ts";

/** A command. */
export const cli: Template = (facts) => {
  const { name, module } = facts;
  return new Map([
    ...commonFiles(facts, {
      build: PURE,
      classifiers: ["Environment :: Console", "Intended Audience :: Developers"],
      scripts: { [name]: `${module}.cli:main` },
      tables: [
        ...flitModule(facts),
        ["tool.shipwheel.verify", { commands: [`${name} world`, `python -m ${module} --version`] }],
        ["tool.shipwheel.check.contract", { required: [`${module}/py.typed`], "top-level": [module] }],
      ],
      usage: `\`\`\`sh\n${name} world\n\`\`\`\n`,
    }),
    [`src/${module}/__init__.py`, `${docstring(facts.description)}\n`],
    [`src/${module}/py.typed`, ""],
    [`src/${module}/__main__.py`, mainModule(facts)],
    [
      `src/${module}/cli.py`,
      `"""The command."""\n\nfrom __future__ import annotations\n\nimport argparse\nfrom collections.abc import Sequence\nfrom importlib.metadata import version\n\n\ndef main(argv: Sequence[str] | None = None) -> int:\n    """Run the command and return its exit code."""\n    parser = argparse.ArgumentParser(prog="${name}", description=${JSON.stringify(facts.description)})\n    parser.add_argument("--version", action="version", version=version("${name}"))\n    parser.add_argument("name", help="whom to greet")\n    arguments = parser.parse_args(argv)\n    print(f"Hello, {arguments.name}!")\n    return 0\n`,
    ],
    [
      `tests/test_${module}.py`,
      `import contextlib\nimport io\nimport unittest\n\nfrom ${module}.cli import main\n\n\nclass MainTest(unittest.TestCase):\n    def test_greets_by_name(self) -> None:\n        with contextlib.redirect_stdout(io.StringIO()) as out:\n            self.assertEqual(main(["Ada"]), 0)\n        self.assertEqual(out.getvalue(), "Hello, Ada!\\n")\n\n\nif __name__ == "__main__":\n    unittest.main()\n`,
    ],
  ]);
};

/** `python -m` starts the same as the script. */
export function mainModule({ module }: TemplateFacts): string {
  return `import sys\n\nfrom ${module}.cli import main\n\nif __name__ == "__main__":\n    sys.exit(main())\n`;
}
