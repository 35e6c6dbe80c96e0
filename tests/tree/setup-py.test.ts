import { describe, expect, test } from "vitest";
import { readSetupPy } from "../../src/tree/setup-py.ts";

const read = (body: string): ReturnType<typeof readSetupPy> =>
  readSetupPy(`from setuptools import setup\n${body}\n`);

describe("literals", () => {
  const { project, packages, packageDir, pyModules, understood } = read(`
NAME = "demo"
REQUIRES = [
    "click>=8",  # "not this"
    'tabulate'
    '>=0.9',
]
setup(
    name=NAME,
    version="1." "0",
    python_requires=">=3.9",
    install_requires=REQUIRES,
    extras_require={"more": ["rich"], "less": "a\\nb"},
    packages=["demo", "demo.sub"], py_modules=("one",),
    package_dir={"": "src"},
    entry_points={"console_scripts": ["demo = demo.cli:main", "x=y.z"], "demo.plugins": "a = b"},
    classifiers=["A :: B"], license="MIT", url="https://good.dev", project_urls={"Docs": r"https://good.dev/d"},
    author="Ada", author_email="ada@good.dev",
)`);

  test("are read through constants, implicit joins, comments and trailing commas", () => {
    expect(understood).toBe(true);
    expect(project.name?.value).toBe("demo");
    expect(project.version?.value).toBe("1.0");
    expect(project.dependencies.map((item) => item.value)).toEqual(["click>=8", "tabulate>=0.9"]);
    expect(
      [...project.optionalDependencies].map(([name, list]) => [name, list.map((item) => item.value)]),
    ).toEqual([
      ["more", ["rich"]],
      ["less", ["a", "b"]],
    ]);
    expect(project.dependenciesKnown).toBe(true);
    expect(packages).toEqual(["demo", "demo.sub"]);
    expect(pyModules).toEqual(["one"]);
    expect(packageDir?.get("")).toBe("src");
    expect(project.scripts.map(({ name, target }) => [name, target])).toEqual([
      ["demo", "demo.cli:main"],
      ["x", "y.z"],
    ]);
    expect(project.entryPoints.get("demo.plugins")?.[0]?.target).toBe("b");
    expect(project.urls.map((url) => url.label)).toEqual(["Home-page", "Docs"]);
    expect(project.authors).toMatchObject([{ name: "Ada", email: "ada@good.dev" }]);
  });

  test("know where they stand", () => {
    expect(project.dependencies[1]?.location).toMatchObject({
      file: "setup.py",
      line: 6,
      column: 5,
      excerpt: "    'tabulate'",
    });
  });
});

describe("what needs running is null, never a guess", () => {
  test.each([
    ["a call", 'setup(version=read("VERSION"), packages=find_packages())'],
    ["an f-string", 'setup(version=f"{major}.0", packages=PACKAGES)'],
    ["an operation", 'setup(version="1" + suffix, packages=["a"] + more)'],
    ["a condition", 'setup(version="1" if x else "2", packages=[p for p in ps])'],
    ["a method", 'setup(version="1.0\\n".strip(), packages=["a"].copy())'],
    ["a name assigned twice", 'V = "1"\nV = "2"\nsetup(version=V, packages=P)'],
    ["two calls", 'setup(version="1", packages=["a"])\nsetup(version="1", packages=["a"])'],
    ["keywords from a table", "setup(**metadata)"],
  ])("%s", (_name, body) => {
    const { project, packages } = read(body);
    expect(project.version).toBeNull();
    expect(packages).toBeNull();
  });

  test("computed requirements are not known to be complete", () => {
    expect(read("setup(install_requires=read())").project.dependenciesKnown).toBe(false);
    expect(read('setup(install_requires=["a", B])').project.dependenciesKnown).toBe(false);
  });

  test("an unterminated string or bracket ends the reading", () => {
    expect(read('setup(name="demo').project.name?.value).toBe("demo");
    expect(read("setup(name=[[[").project.name).toBeNull();
  });

  test("a definition is no call", () => {
    expect(read('def setup(name="x"):\n    pass').understood).toBe(false);
  });
});
