import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { setuptoolsWheel } from "../../../../src/check/views/packages/setuptools-wheel.ts";
import { findSetuptoolsPython } from "../../../support/python-tools.ts";
import { temporaryDirectory, tree, type Overlay } from "../../../support/tree.ts";

const DATA: Overlay = {
  "src/demo/a.txt": "",
  "src/demo/.hidden.txt": "",
  "src/demo/templates/log.txt": "",
  "src/demo/templates/log.html": "",
  "src/demo/templates/deep/x.txt": "",
  "src/demo/templates/.git/x.txt": "",
  "src/demo/sub/__init__.py": "",
  "src/demo/sub/s.txt": "",
  "src/demo/sub/data/t.txt": "",
};

/** `[tool.setuptools.*]` behind the good tree's own tables. */
function toml(...lines: readonly string[]): Overlay {
  return { ...DATA, "pyproject.toml": (text) => `${text}\n${lines.join("\n")}\n` };
}

function patterns(...given: readonly string[]): Overlay {
  return toml("[tool.setuptools.package-data]", ...given);
}

/** The same project by setup.py, where packages are what is found with `__init__.py`. */
function setupPy(keywords: string): Overlay {
  return {
    ...DATA,
    "pyproject.toml": '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n',
    "setup.py": `from setuptools import find_packages, setup\n\nsetup(name="demo", version="1.0", packages=find_packages("src"), package_dir={"": "src"}, ${keywords})\n`,
  };
}

const CASES: Readonly<Record<string, Overlay>> = {
  "nothing declared": DATA,
  "templates/*": patterns('demo = ["templates/*"]'),
  "templates/*.txt": patterns('demo = ["templates/*.txt"]'),
  "templates/log.txt": patterns('demo = ["templates/log.txt"]'),
  "./templates/log.txt": patterns('demo = ["./templates/log.txt"]'),
  "templates/l[aeo]g.txt": patterns('demo = ["templates/l[aeo]g.txt"]'),
  "templates/": patterns('demo = ["templates/"]'),
  "templates/**": patterns('demo = ["templates/**"]'),
  "**/*.txt": patterns('demo = ["**/*.txt"]'),
  "**": patterns('demo = ["**"]'),
  "*": patterns('demo = ["*"]'),
  "*.txt": patterns('demo = ["*.txt"]'),
  ".hidden.txt": patterns('demo = [".hidden.txt"]'),
  "*/*.txt": patterns('demo = ["*/*.txt"]'),
  "src/demo/templates/*": patterns('demo = ["src/demo/templates/*"]'),
  "all packages by *": patterns('"*" = ["*.txt"]'),
  "the folder as a package of its own": patterns('"demo.templates" = ["*.html"]'),
  "a pattern of another package": patterns('other = ["**"]'),
  "excluded for the package that is given the pattern": toml(
    "[tool.setuptools.package-data]",
    'demo = ["**/*.txt"]',
    "[tool.setuptools.exclude-package-data]",
    'demo = ["templates/*.txt"]',
  ),
  "excluded for the innermost package only": toml(
    "[tool.setuptools.package-data]",
    'demo = ["templates/*.txt"]',
    "[tool.setuptools.exclude-package-data]",
    '"demo.templates" = ["*.txt"]',
  ),
  "regular packages only": {
    ...DATA,
    "pyproject.toml": (text) =>
      `${text.trimEnd()}\nnamespaces = false\n\n[tool.setuptools.package-data]\ndemo = ["templates/*"]\n`,
  },
  "MANIFEST.in": { ...DATA, "MANIFEST.in": "recursive-include src *.txt\n" },
  "MANIFEST.in, and excluded for the outer package": {
    ...toml("[tool.setuptools.exclude-package-data]", 'demo = ["templates/*", "*.txt"]'),
    "MANIFEST.in": "graft src\n",
  },
  "setup.py": setupPy('package_data={"demo": ["templates/*", "sub/data/*"]}'),
  "setup.py with the empty name": setupPy('package_data={"": ["*.txt", "data/*"]}'),
  "setup.cfg with *": {
    ...setupPy(""),
    "setup.cfg": "[options.package_data]\n* = *.txt\ndemo = templates/*.html, templates/deep/*\n",
  },
  "setup.py with *": setupPy('package_data={"*": ["*.txt"]}'),
};

const BUILD = `
import os, sys, zipfile
from setuptools import build_meta
for folder in sys.argv[1:]:
    if os.fork() == 0:
        os.chdir(folder)
        log = os.open("build.log", os.O_WRONLY | os.O_CREAT)
        os.dup2(log, 1)
        os.dup2(log, 2)
        build_meta.build_wheel("dist")
        os._exit(0)
    os.wait()
    names = [each for each in os.listdir(os.path.join(folder, "dist")) if each.endswith(".whl")]
    if not names:
        sys.exit(open(os.path.join(folder, "build.log")).read())
    members = zipfile.ZipFile(os.path.join(folder, "dist", names[0])).namelist()
    print(*sorted(each for each in members if ".dist-info/" not in each))
`;

const built = new Map<string, string>();
const predicted = new Map<string, string>();

beforeAll(async () => {
  await using home = await temporaryDirectory("shipwheel-setuptools-");
  const folders: string[] = [];
  for (const [index, [name, files]] of Object.entries(CASES).entries()) {
    const folder = join(home.path, `${index}`);
    const wheel = await setuptoolsWheel(await tree(folder, files));
    predicted.set(name, [...(wheel?.keys() ?? [])].toSorted().join(" "));
    folders.push(folder);
  }
  const answer = execFileSync(findSetuptoolsPython(), ["-c", BUILD, ...folders], { encoding: "utf8" });
  for (const [index, line] of answer.trim().split("\n").entries())
    built.set(Object.keys(CASES)[index] ?? "", line);
});

describe("the predicted wheel is the one that setuptools builds", () => {
  test.each(Object.keys(CASES))("%s", (name) => {
    expect(built.get(name)).toContain("demo/__init__.py");
    expect(predicted.get(name)).toBe(built.get(name));
  });
});
