import { expect, test } from "vitest";
import { bareSource } from "../../../src/migrate/sources/bare.ts";
import { noPorts, readTree } from "../support.ts";

// As LabOS is: several packages, compiled files in git, a package beside the module of its name.
const FILES = {
  "README.md": "# kit",
  "kit/__init__.py": "",
  "kit/cli.py": "from kit.cli.app import main\n",
  "kit/cli/__init__.py": "from .main import main\n",
  "kit/cli/main.py": "def main(): ...\n",
  "kit/__pycache__/a.cpython-311.pyc": "",
  "src/__init__.py": "",
  "src/scanner/__init__.py": "",
  "requirements.txt": "",
  "requirements.base.txt": "attrs==23.1 # pinned\nrequests>=2\n--index-url https://x.dev\nno such thing\n",
};

test("a bare directory: one package, its requirements in any encoding of pip, and what is left out by name", async () => {
  const included = Buffer.from("\ufeff-r requirements.base.txt\r\n-e .\r\n", "utf16le");
  const tree = {
    ...readTree(FILES),
    root: "/work/kit",
    readBytes: (path: string) =>
      Promise.resolve(
        path === "requirements.txt" ? included : Buffer.from(FILES[path as keyof typeof FILES]),
      ),
  };
  expect(bareSource.recognises(tree)).toBe(true);
  const { model, notes } = await bareSource.read(tree, noPorts);
  expect(model.dependencies.map(({ value }) => value)).toEqual(["attrs==23.1", "requests>=2"]);
  expect([...model.wheel.keys()]).toEqual([
    "kit/__init__.py",
    "kit/cli.py",
    "kit/cli/__init__.py",
    "kit/cli/main.py",
  ]);
  expect(model.scripts.map(({ value }) => value)).toEqual([{ name: "kit", target: "kit.cli:main" }]);
  const said = notes.join("\n");
  expect(said).toContain("only kit is packaged; scanner stays out of the wheel");
  expect(said).toContain('"--index-url https://x.dev" is an option of pip');
  expect(said).toContain('"no such thing" is not a requirement');
  expect(said).toContain("pins attrs==23.1");
  expect(said).not.toContain("-e .");
});
