import { describe, expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { readRepositoryVersions, type PackageVersion } from "../../src/versioning/monorepo-versions.ts";
import { document, run } from "../acceptance/cli.ts";
import { gitRepository } from "../support/git.ts";
import { monorepo } from "../support/monorepo.ts";

const scm = (name: string, more = ""): string =>
  `[project]\nname = "${name}"\ndynamic = ["version"]\n${more}\n[tool.setuptools_scm]\nlocal_scheme = "no-local-version"\n`;

async function versions(
  root: string,
): Promise<{ readonly byName: ReadonlyMap<string, PackageVersion>; readonly processes: number }> {
  await using node = nodePorts({ variables: { PATH: process.env["PATH"] ?? "", HOME: "/nowhere" } });
  const { packages } = await readRepositoryVersions(root, node.ports);
  const processes = [...node.ports.processes.started.values()].reduce((sum, count) => sum + count, 0);
  return { byName: new Map(packages.map((each) => [each.name, each])), processes };
}

describe("all versions of a repository", () => {
  test("each counts the commits of its own paths since its own tag, with as many processes for 40 packages as for one", async () => {
    using repository = monorepo({ packages: 40, commits: 600, tags: 60 });
    const { byName, processes } = await versions(repository.root);
    expect(byName.size).toBe(40);
    for (const each of byName.values()) {
      const described = repository.git("describe", "--tags", "--abbrev=0", "--match", `${each.name}-v[0-9]*`);
      const path = `packages/${each.name}`;
      const count = repository.git("rev-list", "--count", "--full-history", `${described}..HEAD`, "--", path);
      expect([each.name, each.tag, each.distance]).toEqual([each.name, described, Number(count)]);
    }
    using small = monorepo({ packages: 1, commits: 3, tags: 1 });
    expect(processes).toBe((await versions(small.root)).processes);
    expect(processes).toBeLessThanOrEqual(7);
  });

  test("what a package depends on here counts for it, also through another", async () => {
    using repository = gitRepository();
    const sources = "[tool.uv.sources]\nmiddle = { workspace = true }";
    repository.commit("first", {
      "pyproject.toml": '[tool.shipwheel.version]\npackages = ["libs/*", "app"]\n',
      "app/pyproject.toml": scm("app", `dependencies = ["Middle>=1"]\n${sources}`),
      "libs/middle/pyproject.toml": scm("middle", 'dependencies = ["base @ file:../base"]'),
      "libs/base/pyproject.toml": scm("base"),
      "libs/other/pyproject.toml": '[project]\nname = "other"\nversion = "3.0"\n',
      "docs/index.md": "",
    });
    for (const name of ["app", "middle", "base", "other"]) repository.tag(`${name}-v1.0`);
    repository.commit("base", { "libs/base/a.py": "" });
    repository.commit("docs", { "docs/index.md": "more" });
    repository.commit("app", { "app/a.py": "" });
    repository.write({
      "libs/middle/pyproject.toml": `${scm("middle", 'dependencies = ["base @ file:../base"]')}\n`,
    });

    const { byName } = await versions(repository.root);
    const told = [...byName.values()].map(({ name, version, distance, dirty }) => ({
      name,
      version,
      distance,
      dirty,
    }));
    expect(told).toEqual([
      { name: "app", version: "1.1.dev2", distance: 2, dirty: true },
      { name: "base", version: "1.1.dev1", distance: 1, dirty: false },
      { name: "middle", version: "1.1.dev1", distance: 1, dirty: true },
      { name: "other", version: "3.0", distance: 0, dirty: false },
    ]);
    expect(byName.get("app")?.dependencies).toEqual(["libs/base", "libs/middle"]);
  });

  test("branches count as git counts them", async () => {
    using repository = gitRepository();
    repository.commit("first", {
      "pyproject.toml": '[tool.uv.workspace]\nmembers = ["a", "b"]\n',
      "a/pyproject.toml": scm("a"),
      "b/pyproject.toml": scm("b"),
    });
    repository.tag("a-v1.0");
    repository.tag("b-v1.0");
    repository.git("checkout", "-qb", "side");
    repository.commit("side a", { "a/side.py": "" });
    repository.tag("b-v1.1");
    repository.git("checkout", "-q", "main");
    repository.commit("main b", { "b/main.py": "" });
    repository.git("merge", "-q", "--no-ff", "-m", "merge", "side");
    const { byName } = await versions(repository.root);
    for (const name of ["a", "b"]) {
      const tag = repository.git("describe", "--tags", "--abbrev=0", "--match", `${name}-v[0-9]*`);
      const count = repository.git("rev-list", "--count", "--full-history", `${tag}..HEAD`, "--", name);
      expect(byName.get(name)).toMatchObject({ tag, distance: Number(count) });
    }
  });

  test("a package's tag is not taken for another whose name begins with it", async () => {
    using repository = gitRepository();
    repository.commit("first", {
      "pyproject.toml": '[tool.shipwheel.version]\npackages = ["*"]\ntag = "{name}-{version}"\n',
      "core/pyproject.toml": scm("core"),
      "core-2/pyproject.toml": scm("core-2"),
    });
    repository.tag("core-1.0");
    repository.commit("second", { "core/a.py": "" });
    repository.tag("core-2-1");
    const { byName } = await versions(repository.root);
    expect(byName.get("core")).toMatchObject({ tag: "core-1.0", version: "1.1.dev1" });
    expect(byName.get("core-2")).toMatchObject({ tag: "core-2-1", version: "1" });
  });
});

describe("version --all", () => {
  test("prints one line a package, or one document", async () => {
    using repository = monorepo({ packages: 3, commits: 12, tags: 6 });
    const text = await run(["version", "--all", "-C", repository.root]);
    expect(text.exit, text.stderr).toBe(0);
    expect(
      text.stdout
        .trim()
        .split("\n")
        .map((line) => line.split(/ +/u)[0]),
    ).toEqual(["p0", "p1", "p2"]);
    const told = document(await run(["version", "--all", "--json", "-C", repository.root]));
    expect(told).toMatchObject({ schema: 1, template: "{name}-v{version}" });
    expect(told["packages"]).toHaveLength(3);
  });

  test("a repository without packages says what to set", async () => {
    using repository = gitRepository();
    repository.commit("first", { "pyproject.toml": "[tool.black]\n" });
    const ended = await run(["version", "--all", "--json", "-C", repository.root]);
    expect(ended.exit).toBe(2);
    expect(document(ended)).toMatchObject({ error: { code: "no-packages" } });
  });
});
