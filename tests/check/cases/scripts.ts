import { edit } from "../../support/tree.ts";
import type { RuleCase } from "../rule-case.ts";

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
    says: "[project.scripts] is meant",
    at: "pyproject.toml:20",
  },
];
