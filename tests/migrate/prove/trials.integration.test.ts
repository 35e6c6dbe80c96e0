import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts, type NodePorts } from "../../../src/adapters/node-ports.ts";
import { fault } from "../../../src/findings/fault.ts";
import type { Migration } from "../../../src/migrate/migration.ts";
import { proverOf, type Proof } from "../../../src/migrate/prove/prove-migration.ts";
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
      expect(same.notTried).toEqual(["1 test: fails both before and after the migration"]);
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

test(
  "a wheel of today that no installer takes is not tried; one of afterwards is a defect",
  () =>
    withProject(
      {
        "pyproject.toml":
          '[build-system]\nrequires = []\nbuild-backend = "own"\nbackend-path = ["."]\n\n[project]\nname = "kit"\nversion = "1"\n',
        "own.py": BACKEND,
        "requires.txt": "a>=1 || >=3",
      },
      async ({ root }) => {
        await using node: NodePorts = nodePorts({});
        const tree = await readSourceTree(root, { allowNoGit: false }, node.ports);
        const settings = { python: null, timeoutSeconds: 300, offline: false, tests: false, accepted: [] };
        const prove = async (before: string, after: string): Promise<Proof> => {
          await using prover = proverOf(tree, true, settings, node.ports);
          return await prover.prove(withEdit("requires.txt", before, after));
        };
        const mended = await prove("a>=1 || >=3", "a>=1");
        expect(mended.notTried.join()).toContain("the wheel from before the migration cannot be installed");
        await writeFile(join(root, "requires.txt"), "a>=1");
        const broken = await prove("a>=1", "a>=1 || >=3");
        expect(broken.differences).toContainEqual(
          expect.objectContaining({ code: "build", subject: "after", verdict: "defect" }),
        );
      },
    ),
  120_000,
);

test("why no build begins is told as it is, and once", () =>
  withProject(FILES, async ({ root }) => {
    await using node: NodePorts = nodePorts({});
    const full = fault("run/disk-full", { reason: "while building", directory: "/tmp" });
    const files = {
      ...node.ports.files,
      temporaryDirectory: (label: string): Promise<string> =>
        label === "proof" ? Promise.reject(full) : node.ports.files.temporaryDirectory(label),
    };
    const ports = { ...node.ports, files };
    const tree = await readSourceTree(root, { allowNoGit: false }, ports);
    const settings = { python: null, timeoutSeconds: 300, offline: false, tests: false, accepted: [] };
    const prove = async (): Promise<Proof> => {
      await using prover = proverOf(tree, true, settings, ports);
      return await prover.prove(withEdit("README.txt", null, "x\n"));
    };
    await expect(prove()).rejects.toBe(full);
  }));

/** A backend of its own that writes the requirement of a file, whatever it is. */
const BACKEND = `import io, tarfile, zipfile


def metadata():
    return "Metadata-Version: 2.1\\nName: kit\\nVersion: 1\\nRequires-Dist: " + open("requires.txt").read() + "\\n"


def build_sdist(out, settings=None):
    with tarfile.open(out + "/kit-1.tar.gz", "w:gz") as archive:
        for name in ("pyproject.toml", "own.py", "requires.txt"):
            archive.add(name, "kit-1/" + name)
        info = tarfile.TarInfo("kit-1/PKG-INFO")
        info.size = len(metadata().encode())
        archive.addfile(info, io.BytesIO(metadata().encode()))
    return "kit-1.tar.gz"


def build_wheel(out, settings=None, metadata_directory=None):
    files = {
        "kit.py": "",
        "kit-1.dist-info/METADATA": metadata(),
        "kit-1.dist-info/WHEEL": "Wheel-Version: 1.0\\nGenerator: own\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
    }
    record = "".join(name + ",,\\n" for name in [*files, "kit-1.dist-info/RECORD"])
    with zipfile.ZipFile(out + "/kit-1-py3-none-any.whl", "w") as archive:
        for name, text in {**files, "kit-1.dist-info/RECORD": record}.items():
            archive.writestr(name, text)
    return "kit-1-py3-none-any.whl"
`;

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
