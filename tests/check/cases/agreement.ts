import { wheel } from "../../support/wheel.ts";
import { headers, withRelease, type RuleCase } from "../rule-case.ts";

const same = <T>(value: T): T => value;

/** Tree, sdist, wheel and copies of the version. */
export const agreementCases: readonly RuleCase[] = [
  {
    code: "G004",
    fires: { wheel: (good) => good.metadata("Requires-Dist: rich"), sdist: same },
    silent: {
      wheel: (good) => good.metadataLines(headers("Requires-Dist", "Requires-Dist: Click >=8")),
      sdist: same,
    },
    says: "Requires-Dist",
  },
  {
    code: "G004",
    about: "what the sdist calls dynamic may differ",
    fires: {
      wheel: (good) => good.metadataLines(headers("Requires-Python", "Requires-Python: >=3.10")),
      sdist: same,
    },
    silent: {
      wheel: (good) => good.metadata("Requires-Dist: rich"),
      sdist: (good) => good.metadata("Dynamic: Requires-Dist"),
    },
    says: ">=3.10",
  },
  {
    code: "G005",
    fires: { tree: {}, wheel: (good) => good.metadataLines(headers("Version", "Version: 0.9")) },
    says: "has the version 0.9, the tree says 1.0",
    at: "pyproject.toml:7",
  },
  {
    code: "G006",
    fires: { wheel: (good) => good.file("demo/__init__.py", '__version__ = "0.9"\n') },
    silent: {
      wheel: (good) =>
        good
          .file("demo/__init__.py", 'from importlib.metadata import version\n__version__ = version("demo")\n')
          .file("demo/sub/__init__.py", '__version__ = "0.1"\n'),
    },
    says: '__version__ = "0.9", the release is 1.0',
  },
  {
    code: "G006",
    about: "the place is the tree's",
    fires: {
      tree: { "src/demo/__init__.py": '"""Demo."""\n__version__ = "0.9"\n' },
      wheel: (good) => good.file("demo/__init__.py", '"""Demo."""\n__version__ = "0.9"\n'),
    },
    says: "0.9",
    at: "src/demo/__init__.py:2",
  },
  {
    code: "G008",
    fires: { tree: { "CITATION.cff": "cff-version: 1.2.0\ntitle: demo\nversion: 0.9\n" } },
    silent: { tree: { "CITATION.cff": "cff-version: 1.2.0\ntitle: demo\nversion: 1.0.0\n" } },
    says: "CITATION.cff says version 0.9, the version is 1.0",
    at: "CITATION.cff:3",
  },
  {
    code: "G012",
    fires: { wheel: same, otherWheel: () => withRelease(wheel({ tag: "py2.py3-none-any" })) },
    silent: { wheel: same, sdist: same },
    says: "lacks an sdist",
  },
];
