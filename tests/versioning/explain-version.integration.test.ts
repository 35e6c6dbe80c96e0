import { describe, expect, test } from "vitest";
import { document, run } from "../acceptance/cli.ts";
import { gitRepository, type GitRepository } from "../support/git.ts";

const SCM =
  '[build-system]\nrequires = ["setuptools-scm"]\n[project]\nname = "demo"\ndynamic = ["version"]\n' +
  '[tool.setuptools_scm]\nlocal_scheme = "no-local-version"\n';
const STATIC = '[project]\nname = "demo"\nversion = "1.0.0"\n';

function project(files: Readonly<Record<string, string>>): GitRepository {
  const repository = gitRepository();
  repository.commit("feat: first", files);
  repository.tag("v1.0.0", "release");
  repository.commit("feat: more");
  return repository;
}

describe("version explain", () => {
  test("tells source, template, what was passed over, repetitions and what comes next", async () => {
    using repository = project({ "pyproject.toml": STATIC, "demo/__init__.py": '__version__ = "1.0.0"\n' });
    repository.tag("v1.0-final");
    repository.commit("fix: something");

    const told = await run(["version", "explain", "-C", repository.root]);
    expect(told.exit, told.stderr).toBe(0);
    expect(told.stdout).toContain("demo 1.0.0\n");
    expect(told.stdout).toMatch(/comes from +\[project\] version in pyproject\.toml/u);
    expect(told.stdout).toMatch(/tags +v\{version\} \(in the form of existing tags\)/u);
    expect(told.stdout).toMatch(/passed over +v1\.0-final, which is not a PEP 440 version/u);
    expect(told.stdout).toMatch(/stated in +pyproject\.toml:3 project\.version: 1\.0\.0/u);
    expect(told.stdout).toMatch(/repeated in +demo\/__init__\.py:1 __version__: 1\.0\.0/u);
    expect(told.stdout).toMatch(/next +1\.1\.0 \(minor\)/u);
    expect(told.stdout).toContain("error[V006]");
  });

  test("tells the same as one document", async () => {
    using repository = project({ "pyproject.toml": SCM });
    const told = await run(["version", "explain", "--json", "-C", repository.root]);
    expect(document(told)).toMatchObject({
      schema: 1,
      name: "demo",
      version: "1.0.1.dev1",
      tag: "v1.0.0",
      distance: 1,
      source: "git",
      scheme: "guess-next-dev",
      mode: "strict",
      template: { text: "v{version}", from: "history" },
      nearest: { tag: "v1.0.0", distance: 1 },
      passedOver: [],
      locations: [],
      next: { version: "1.1.0", level: "minor" },
      findings: [{ rule: "V025" }],
    });
  });
});

describe("version", () => {
  test("of a project of setuptools-scm needs neither Python nor --compat", async () => {
    using repository = project({ "pyproject.toml": SCM });
    const env = { SHIPWHEEL_PYTHON: "/no/such/python" };
    const plain = await run(["version", "--json", "-C", repository.root], { env });
    const compat = await run(["version", "--json", "--compat", "-C", repository.root]);
    const { $schema: _, ...same }: Record<string, unknown> = document(compat);
    expect(document(plain)).toMatchObject(same);
    expect(document(plain)).toMatchObject({ version: "1.0.1.dev1", scheme: "guess-next-dev" });
  });

  test("a stated version wins over a table that is left over", async () => {
    using repository = project({ "pyproject.toml": `${STATIC}[tool.setuptools_scm]\n` });
    const told = await run(["version", "-C", repository.root]);
    expect(told).toMatchObject({ exit: 0, stdout: "1.0.0\n" });
  });
});
