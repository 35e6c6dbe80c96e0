import { expect, test } from "vitest";
import { nodePorts, type NodePorts } from "../../../src/adapters/node-ports.ts";
import type { Migration } from "../../../src/migrate/migration.ts";
import { proverOf } from "../../../src/migrate/prove/prove-migration.ts";
import { readSourceTree } from "../../../src/tree/read-source-tree.ts";
import { withProject } from "../project.ts";

const FILES = {
  "pyproject.toml": `[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "demo-kit"
version = "1.0"
requires-python = ">=3.9"

[project.scripts]
demo = "demo_kit:main"
`,
  "demo_kit/__init__.py":
    'import sys\n\n\ndef main():\n    print("usage: demo")\n\n\ndef double(n):\n    return 2 * n\n',
  "demo_kit/other.py": "",
  "tests/test_demo.py":
    "import demo_kit\nimport pytest\n\n\ndef test_double():\n    assert demo_kit.double(2) == 4\n\n\ndef test_broken():\n    assert demo_kit.double(2) == 5\n\n\ndef test_where():\n    assert 'site-packages' in demo_kit.__file__\n",
};

test(
  "imports, --help and tests of both wheels are compared; what fails before as well is equal",
  () =>
    withProject(FILES, async ({ root }) => {
      await using node: NodePorts = nodePorts({});
      let builds = 0;
      const ports = {
        ...node.ports,
        processes: {
          ...node.ports.processes,
          run: (command: Parameters<typeof node.ports.processes.run>[0]) => {
            if (command.argv.includes("venv")) builds += 1;
            return node.ports.processes.run(command);
          },
        },
      };
      const tree = await readSourceTree(root, { allowNoGit: false }, ports);
      const settings = { python: null, timeoutSeconds: 300, offline: false, tests: true, accepted: [] };
      await using prover = proverOf(tree, true, settings, ports);

      const same = await prover.prove(withEdit("README.txt", null, "x\n"));
      expect(same.differences.filter(({ verdict }) => verdict === "defect")).toEqual([]);
      expect(same.aspects).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ code: "import", equal: 2, defects: 0 }),
          expect.objectContaining({ code: "script", equal: 1, defects: 0 }),
          expect.objectContaining({ code: "tests", equal: 2, defects: 0 }),
        ]) as unknown,
      );
      expect(same.notTried).toEqual(["1 test: failing before the migration, and after it"]);
      const made = builds;

      const source = FILES["demo_kit/__init__.py"];
      const broken = await prover.prove({
        ...withEdit(
          "demo_kit/__init__.py",
          source,
          source.replace("usage: demo", "usage: kit").replace("2 * n", "3 * n"),
        ),
        edits: [
          {
            path: "demo_kit/__init__.py",
            before: source,
            after: source.replace("usage: demo", "usage: kit").replace("2 * n", "3 * n"),
          },
          { path: "demo_kit/other.py", before: "", after: "import nothing_here\n" },
        ],
      });
      const defects = broken.differences.filter(({ verdict }) => verdict === "defect");
      expect(defects.map(({ code, subject }) => `${code}:${subject}`)).toEqual([
        "import:demo_kit.other",
        "script:demo",
        "tests:all",
        "tests:tests/test_demo.py::test_double",
      ]);
      expect(defects[0]).toMatchObject({
        before: "imports",
        after: "ModuleNotFoundError: No module named 'nothing_here'",
      });
      // The old build and the dependencies are made once: the second proof needs its own build, and a place for its wheel.
      expect([made, builds - made]).toEqual([5, 2]);
    }),
  120_000,
);

function withEdit(path: string, before: string | null, after: string): Migration {
  return {
    source: "hatchling",
    target: "hatchling",
    edits: [{ path, before, after }],
    versionNow: null,
    tags: [],
    notes: [],
    intentions: [{ code: "wheel-file", reason: "planted" }],
    refusals: [],
  };
}
