import { describe, expect, test } from "vitest";
import { document } from "./cli.ts";
import { DEMO_PROJECT, DEMO_PYPROJECT, releaseWorld } from "./release-world.ts";

const FLIT = 'requires = ["flit_core>=3.11,<4"]\nbuild-backend = "flit_core.buildapi"';
const dynamic = `${DEMO_PYPROJECT.replace('version = "1.2.3"', 'dynamic = ["version"]')}verify-published = false
`;

const TOOLS = {
  "setuptools-scm": `${dynamic.replace(FLIT, 'requires = ["setuptools>=77", "setuptools-scm>=8"]\nbuild-backend = "setuptools.build_meta"')}
[tool.setuptools]
packages = ["demo_pkg"]

[tool.setuptools_scm]
local_scheme = "no-local-version"
`,
  "hatch-vcs": `${dynamic.replace(FLIT, 'requires = ["hatchling", "hatch-vcs"]\nbuild-backend = "hatchling.build"')}
[tool.hatch.version]
source = "vcs"
raw-options = { local_scheme = "no-local-version" }
`,
};

// What hatch-vcs counts is setuptools-scm's; of its releases `npm run examples` makes all.
const counted = Object.entries(TOOLS).slice(0, process.env["SHIPWHEEL_EXAMPLES"] === "all" ? 2 : 1);

describe.each(counted)("development versions counted by %s", (_tool, pyproject) => {
  test("are released without a tag, again and again, and a release between them is tagged", async () => {
    await using world = await releaseWorld({ ...DEMO_PROJECT, "pyproject.toml": pyproject }, "demo-pkg");
    const { repository } = world;
    const versions: string[] = [];
    const release = async (): Promise<void> => {
      const ended = await world.release();
      expect(ended.exit, ended.stdout + ended.stderr).toBe(0);
      versions.push(document(ended)["version"] as string);
    };
    const commit = (what: string): string => repository.commit(`fix: ${what}`, { "notes.txt": `${what}\n` });
    repository.tag("v1.2.3", "demo-pkg 1.2.3");
    for (const what of ["one", "two", "three"]) {
      commit(what);
      await release();
    }
    expect(repository.git("tag", "--list").trim()).toBe("v1.2.3");
    repository.tag("v1.2.4", "demo-pkg 1.2.4");
    await release();
    for (const what of ["four", "five"]) {
      commit(what);
      await release();
    }
    expect(repository.git("tag", "--list").trim().split("\n")).toEqual(["v1.2.3", "v1.2.4"]);
    expect(versions).toEqual(["1.2.4.dev1", "1.2.4.dev2", "1.2.4.dev3", "1.2.4", "1.2.5.dev1", "1.2.5.dev2"]);
    // Their names are what the build's own tool said.
    const shown = await world.shown("demo-pkg");
    expect(shown.filter((name) => name.endsWith(".tar.gz"))).toEqual(
      versions.map((version) => `demo_pkg-${version}.tar.gz`).toSorted(),
    );
    expect(world.forge.releases.map(({ tag_name }) => tag_name)).toEqual(["v1.2.4"]);
    const status = document(await world.status());
    expect(status).toMatchObject({ complete: true, version: "1.2.5.dev2" });
  });
});
