import type { Template } from "../answers.ts";
import { mainModule } from "./cli.ts";
import { commonFiles, flitModule, PURE } from "./common.ts";
import { docstring } from "./docstring.ts";

/** A program that people run, and that keeps what they give it: in their own directory, never in the package. */
export const app: Template = (facts) => {
  const { name, module } = facts;
  return new Map([
    ...commonFiles(facts, {
      build: PURE,
      classifiers: ["Environment :: Console", "Intended Audience :: End Users/Desktop"],
      scripts: { [name]: `${module}.cli:main` },
      tables: [
        ...flitModule(facts),
        ["tool.shipwheel.verify", { commands: [`${name} add milk`, `${name} list`] }],
        [
          "tool.shipwheel.check.contract",
          { required: [`${module}/py.typed`], forbidden: ["data/", "*.json"], "top-level": [module] },
        ],
      ],
      usage: `\`\`\`sh\n${name} add milk\n${name} list\n\`\`\`\n`,
    }),
    [`src/${module}/__init__.py`, `${docstring(facts.description)}\n`],
    [`src/${module}/py.typed`, ""],
    [`src/${module}/__main__.py`, mainModule(facts)],
    [
      `src/${module}/store.py`,
      `"""What is kept between two runs, in the user's own directory."""\n\nfrom __future__ import annotations\n\nimport json\nimport os\nfrom pathlib import Path\n\n\ndef place() -> Path:\n    """Return the file that holds the notes."""\n    base = os.environ.get("XDG_DATA_HOME") or os.environ.get("LOCALAPPDATA")\n    folder = Path(base) if base else Path.home() / ".local" / "share"\n    return folder / "${name}" / "notes.json"\n\n\ndef notes() -> list[str]:\n    """Read all notes, oldest first."""\n    file = place()\n    return list(json.loads(file.read_text("utf-8"))) if file.exists() else []\n\n\ndef add(note: str) -> None:\n    """Keep one more note."""\n    kept = [*notes(), note]\n    file = place()\n    file.parent.mkdir(parents=True, exist_ok=True)\n    file.write_text(json.dumps(kept), "utf-8")\n`,
    ],
    [
      `src/${module}/cli.py`,
      `"""The program's commands."""\n\nfrom __future__ import annotations\n\nimport argparse\nfrom collections.abc import Sequence\nfrom importlib.metadata import version\n\nfrom ${module} import store\n\n\ndef main(argv: Sequence[str] | None = None) -> int:\n    """Run a command and return its exit code."""\n    parser = argparse.ArgumentParser(prog="${name}", description=${JSON.stringify(facts.description)})\n    parser.add_argument("--version", action="version", version=version("${name}"))\n    commands = parser.add_subparsers(dest="command", required=True)\n    commands.add_parser("add", help="keep a note").add_argument("note")\n    commands.add_parser("list", help="show all notes")\n    arguments = parser.parse_args(argv)\n    if arguments.command == "add":\n        store.add(arguments.note)\n    else:\n        for note in store.notes():\n            print(note)\n    return 0\n`,
    ],
    [
      `tests/test_${module}.py`,
      `import os\nimport tempfile\nimport unittest\nfrom unittest import mock\n\nfrom ${module} import store\n\n\nclass StoreTest(unittest.TestCase):\n    def test_keeps_notes_in_their_order(self) -> None:\n        with tempfile.TemporaryDirectory() as home, mock.patch.dict(os.environ, {"XDG_DATA_HOME": home}):\n            store.add("milk")\n            store.add("bread")\n            self.assertEqual(store.notes(), ["milk", "bread"])\n\n\nif __name__ == "__main__":\n    unittest.main()\n`,
    ],
  ]);
};
