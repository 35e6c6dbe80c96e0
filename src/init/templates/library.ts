import type { Template } from "../answers.ts";
import { commonFiles, flitModule, PURE } from "./common.ts";
import { docstring } from "./docstring.ts";

/** A package that others import. */
export const library: Template = (facts) => {
  const { module } = facts;
  return new Map([
    ...commonFiles(facts, {
      build: PURE,
      classifiers: ["Intended Audience :: Developers"],
      tables: [
        ...flitModule(facts),
        ["tool.shipwheel.check.contract", { required: [`${module}/py.typed`], "top-level": [module] }],
      ],
      usage: `\`\`\`python\nfrom ${module} import greeting\n\nprint(greeting("world"))\n\`\`\`\n`,
    }),
    [
      `src/${module}/__init__.py`,
      `${docstring(facts.description)}\n\n__all__ = ["greeting"]\n\n\ndef greeting(name: str) -> str:\n    """Say hello to somebody."""\n    return f"Hello, {name}!"\n`,
    ],
    [`src/${module}/py.typed`, ""],
    [
      `tests/test_${module}.py`,
      `import unittest\n\nfrom ${module} import greeting\n\n\nclass GreetingTest(unittest.TestCase):\n    def test_greets_by_name(self) -> None:\n        self.assertEqual(greeting("Ada"), "Hello, Ada!")\n\n\nif __name__ == "__main__":\n    unittest.main()\n`,
    ],
  ]);
};
