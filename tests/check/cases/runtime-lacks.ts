import { CPU, fat, machO } from "../../support/macho.ts";
import { wheel } from "../../support/wheel.ts";
import { edit } from "../../support/tree.ts";
import { holds } from "./holds.ts";
import { withRelease, type RuleCase, type Situation } from "../rule-case.ts";

const RUNS =
  'import subprocess\nfrom pathlib import Path\n\nTOOL = Path(__file__).parent / "_bundled" / "tool"\n\n\ndef run():\n    return subprocess.run([str(TOOL)], check=True)\n';

function bundled(mode: number, code: string = RUNS): Situation {
  return {
    wheel: (good) => good.file("demo/a.py", code).file("demo/_bundled/tool", "#!/bin/sh\n", { mode }),
  };
}

const LATE =
  "import argparse\n\n\ndef main():\n    argparse.ArgumentParser().parse_args()\n    _work()\n\n\ndef _work():\n    import requests\n    print(requests)\n";
const OPTIONAL =
  "import argparse\n\n\ndef main(verbose=False):\n    argparse.ArgumentParser().parse_args()\n    if verbose:\n        import requests\n    try:\n        import yaml\n    except ImportError:\n        yaml = None\n\n\ndef other():\n    import httpx\n";

/** A wheel for both processors of macOS with a library. */
function library(path: string, bytes: Uint8Array): Situation {
  return {
    otherWheel: () => withRelease(wheel({ tag: "cp312-cp312-macosx_11_0_universal2" })).file(path, bytes),
  };
}

/** What fails on the users' machines only: modes, encodings, processors, requirements that nobody declared. */
export const runtimeCases: readonly RuleCase[] = [
  {
    code: "K047",
    fires: bundled(0o100644),
    silent: bundled(0o100755),
    says: "demo/a.py:8 runs demo/_bundled/tool, which is not executable (mode 0644)",
    severity: "warning",
  },
  {
    code: "K047",
    about: "a module that changes modes itself",
    fires: bundled(
      0o100644,
      'import subprocess\nfrom importlib.resources import as_file, files\n\n\ndef run():\n    with as_file(files("demo") / "_bundled" / "tool") as tool:\n        subprocess.check_call([tool])\n',
    ),
    silent: bundled(0o100644, `import os\n${RUNS}    os.chmod(TOOL, 0o755)\n`),
    says: "runs demo/_bundled/tool",
  },
  {
    code: "P030",
    fires: holds({ "demo/cli.py": LATE }),
    silent: holds({ "demo/cli.py": OPTIONAL }),
    says: "the script demo imports requests (demo/cli.py), but no requirement provides it",
    severity: "warning",
    help: 'add "requests"',
  },
  {
    code: "P030",
    about: "from the tree alone",
    fires: { tree: { "src/demo/cli.py": LATE } },
    silent: {
      tree: {
        "pyproject.toml": edit(
          'dependencies = ["click>=8"]',
          'dependencies = ["click>=8"]\noptional-dependencies = { web = ["requests"] }',
        ),
        "src/demo/cli.py": LATE,
      },
    },
    says: "imports requests",
  },
  {
    code: "P006",
    about: "from the tree alone",
    fires: { tree: { "src/demo/a.py": "import requests\n" } },
    silent: {
      tree: { "src/demo/a.py": "import click\ntry:\n    import requests\nexcept ImportError:\n    pass\n" },
    },
    says: "imports requests",
    severity: "warning",
  },
  ...[
    'open("NEWS.md").read()',
    'open(os.path.join(here, "NEWS.md"), "r").read()',
    'Path("NEWS.md").read_text()',
    '(Path(__file__).parent / "NEWS.md").read_text()',
  ].map((read): RuleCase => ({
    code: "F026",
    about: read,
    fires: {
      tree: {
        "NEWS.md": "na\u00efve\n",
        "setup.py": `from setuptools import setup\nsetup(keywords=${read})\n`,
      },
    },
    silent: {
      tree: { "NEWS.md": "naive\n", "setup.py": `from setuptools import setup\nsetup(keywords=${read})\n` },
    },
    says: "setup.py reads NEWS.md without an encoding",
    severity: "warning",
    at: "setup.py:2",
  })),
  {
    code: "F026",
    about: "with an encoding it is right",
    fires: {
      tree: {
        "NEWS.md": "na\u00efve\n",
        "setup.py": 'from setuptools import setup\nsetup(keywords=open("NEWS.md").read())\n',
      },
    },
    silent: {
      tree: {
        "NEWS.md": "na\u00efve\n",
        "setup.py":
          'from setuptools import setup\nsetup(keywords=open("NEWS.md", encoding="utf-8").read())\n',
      },
    },
    says: "NEWS.md",
  },
  {
    code: "T007",
    about: "a library for one processor in a wheel for two",
    fires: library("demo/libcap.dylib", machO({ minimum: [11, 0] })),
    silent: library("demo/libcap.dylib", fat({ cpu: CPU.x86_64, minimum: [11, 0] }, { minimum: [11, 0] })),
    says: "demo/libcap.dylib lacks x86_64",
    severity: "error",
  },
  {
    code: "K004",
    about: "what a service runs",
    fires: holds({ "ci/release/steps.py": "" }),
    says: "a top-level folder named ci",
    severity: "warning",
  },
  {
    code: "L007",
    about: "in a text",
    fires: { sdist: (good) => good.file("CHANGELOG.md", "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> topic\n") },
    says: "CHANGELOG.md contains the markers",
    severity: "warning",
  },
];
