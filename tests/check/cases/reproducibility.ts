import { edit } from "../../support/tree.ts";
import { headers, type RuleCase } from "../rule-case.ts";

const same = <T>(value: T): T => value;

/** Times, owners, modes, paths; whether sdist and wheel are one release. */
export const reproducibilityCases: readonly RuleCase[] = [
  {
    code: "Y002",
    fires: {
      tree: {
        "pyproject.toml": (text) =>
          text.replace("setuptools>=77", "hatchling").replace("setuptools.build_meta", "hatchling.build"),
      },
      git: {},
      sdist: (good) => good.file("notes.txt", "", { modified: 1_780_000_000 }),
    },
    silent: { tree: {}, git: {}, sdist: (good) => good.file("notes.txt", "", { modified: 1_767_323_045 }) },
    says: "notes.txt carries the build",
  },
  {
    code: "Y003",
    fires: { wheel: (good) => good.file("demo/demo.pc", "prefix=/home/ada/work/demo\n") },
    silent: { wheel: (good) => good.file("demo/demo.pc", "prefix=${pcfiledir}/..\nlibdir=/usr/lib\n") },
    says: "demo/demo.pc in demo-1.0-py3-none-any.whl names /home/ada/work/demo",
  },
  {
    code: "Y005",
    fires: { sdist: (good) => good.file("notes.txt", "", { owner: ["ada", "staff"] }) },
    silent: { sdist: (good) => good.file("notes.txt", "", { owner: ["root", "root"] }) },
    says: "demo-1.0.tar.gz contains the builder's user name: ada:staff",
  },
  {
    code: "Y007",
    fires: { sdist: same, wheel: (good) => good.file("demo/cli.py", "def main():\n    pass\n") },
    silent: {
      sdist: (good) => good.file("src/demo/_version.py", "1"),
      wheel: (good) => good.file("demo/_version.py", "2"),
    },
    says: "demo/cli.py of demo-1.0-py3-none-any.whl differs from the sdist",
    severity: "warning",
  },
  {
    code: "Y007",
    about: "a module of a stale build",
    fires: { sdist: same, wheel: (good) => good.file("demo/old_module.py", "OLD = True\n") },
    silent: {
      sdist: (good) => good.file("lib/python/old.py", "OLD = True\n"),
      wheel: (good) => good.file("demo/old_module.py", "OLD = True\n"),
    },
    says: "demo/old_module.py of demo-1.0-py3-none-any.whl is not in the sdist",
    severity: "warning",
  },
  {
    code: "Y007",
    about: "several modules, and an sdist of another release",
    fires: { sdist: same, wheel: (good) => good.file("demo/a.py", "A = 1\n").file("demo/b.py", "B = 1\n") },
    silent: {
      sdist: (good) => good.metadataLines(headers("Version", "Version: 0.9")),
      wheel: (good) => good.file("demo/a.py", "A = 1\n").file("demo/empty.py", ""),
    },
    says: "is not in the sdist and 1 more",
    severity: "warning",
  },
  {
    code: "Y007",
    about: "of another project",
    fires: { sdist: same, wheel: (good) => good.file("demo/a.py", "A = 1\n") },
    silent: {
      sdist: (good) => good.metadataLines(headers("Name", "Name: other")),
      wheel: (good) => good.file("demo/a.py", "A = 1\n"),
    },
    says: "demo/a.py of demo-1.0-py3-none-any.whl is not in the sdist",
    severity: "warning",
  },
  {
    code: "Y008",
    fires: { sdist: (good) => good.file("notes.txt", "", { mode: 0o664 }) },
    silent: { sdist: (good) => good.file("run.sh", "", { mode: 0o755 }) },
    says: "notes.txt has a mode of the builder's umask (664)",
  },
  {
    code: "Y009",
    fires: { sdist: (good) => good.file("notes.txt", "", { modified: 4_000_000_000 }) },
    silent: { sdist: (good) => good.file("notes.txt", "", { modified: 315_532_800 }) },
    says: "notes.txt has the date 2096-10-02",
    severity: "warning",
  },
  {
    code: "Y009",
    about: "before 1980",
    fires: { sdist: (good) => good.file("notes.txt", "", { modified: 0 }) },
    says: "which a zip cannot store",
    severity: "info",
  },
  {
    code: "Y010",
    fires: { tree: {} },
    silent: { tree: { "pyproject.toml": edit('"setuptools>=77"', '"setuptools==84.2.1"') } },
    says: 'the build takes any version of "setuptools>=77"',
    at: "pyproject.toml:2",
  },
];
