import { describe, expect, test } from "vitest";
import { nodePorts } from "../../../src/adapters/node-ports.ts";
import { makeStyle } from "../../../src/cli/render/style.ts";
import { renderNext } from "../../../src/cli/render/next-version.ts";
import { readBump } from "../../../src/versioning/bump/read-bump.ts";
import { gitRepository, type FileSet, type GitRepository } from "../../support/git.ts";

const project = (more = ""): FileSet => ({
  "pyproject.toml": `[project]\nname = "demo"\nversion = "1.0.0"\n[tool.towncrier]\npackage = "demo"\nfilename = "NEWS.rst"\ndirectory = "changelog"\n${more}`,
});

async function next({ root }: GitRepository): Promise<readonly string[]> {
  await using node = nodePorts({});
  const reading = await readBump({ directory: root, ask: { kind: "auto", pre: null } }, node.ports);
  return renderNext(reading, makeStyle(false), false);
}

describe("news fragments decide the level where a project has them", () => {
  test("whatever the commits say", async () => {
    using repository = gitRepository();
    repository.commit("Start", project());
    repository.tag("1.0.0");
    repository.commit("Add a hook (#12)", { "changelog/12.feature.rst": "New hook.\n" });
    expect(await next(repository)).toEqual([
      "1.0.0 -> 1.1.0",
      "1 news fragment decides, at most minor; 0 of 1 commits since 1.0.0 are conventional",
      "  minor changelog/12.feature.rst",
    ]);
    repository.commit("fix(ci): pin", { "changelog/13.removal.rst": "Gone.\n" });
    expect(await next(repository)).toEqual([
      "1.0.0 -> 2.0.0",
      "2 news fragments decide, at most major; 1 of 2 commits since 1.0.0 ask for a release",
      "  major changelog/13.removal.rst",
      "  minor changelog/12.feature.rst",
    ]);
  });

  test("of many the first twenty are listed, those that raise the level most before all others", async () => {
    using repository = gitRepository();
    repository.commit("Start", project());
    repository.tag("1.0.0");
    const names = Array.from({ length: 23 }, (_, at) => `changelog/${at + 10}.bugfix.rst`);
    repository.commit("Many", {
      ...Object.fromEntries(names.map((name) => [name, "Fixed.\n"])),
      "changelog/99.feature.rst": "New.\n",
    });
    const lines = await next(repository);
    expect(lines[2]).toBe("  minor changelog/99.feature.rst");
    expect(lines.filter((line) => line.includes("changelog/"))).toHaveLength(20);
    expect(lines.at(-1)).toBe("  and 4 more (--all)");
  });

  test("kinds of one's own count by their heading, or as configured", async () => {
    using repository = gitRepository();
    const kinds =
      '[[tool.towncrier.type]]\ndirectory = "gone"\nname = "Removed features"\nshowcontent = true\n[[tool.towncrier.type]]\ndirectory = "speed"\nname = "Speed"\nshowcontent = true\n';
    repository.commit("Start", project(kinds));
    repository.tag("1.0.0");
    repository.commit("More", { "changelog/1.speed": "Faster.\n" });
    expect((await next(repository))[0]).toBe("1.0.0 -> 1.0.1");
    repository.commit("More", { "changelog/2.gone": "Gone.\n" });
    expect((await next(repository))[0]).toBe("1.0.0 -> 2.0.0");
    repository.commit("More", project(`${kinds}[tool.shipwheel.version]\nminor-types = ["gone"]\n`));
    expect((await next(repository))[0]).toBe("1.0.0 -> 1.1.0");
  });

  test("without any, the commits of machines do not make a release", async () => {
    using repository = gitRepository();
    repository.commit("Start", project());
    repository.tag("1.0.0");
    repository.commit("fix(ci): pin");
    expect((await next(repository))[0]).toBe(
      "1.0.0: nothing to release, there are no news fragments, which determine the level in this project",
    );
  });
});

test("that no commit is conventional is said, with what decides instead", async () => {
  using repository = gitRepository();
  repository.commit("Start", { "pyproject.toml": '[project]\nname = "demo"\nversion = "1.0.0"\n' });
  repository.tag("1.0.0");
  repository.commit("Change a thing");
  repository.commit("Change another");
  expect(await next(repository)).toEqual([
    "1.0.0: nothing to release, 0 of 2 commits since then are conventional",
    "0 of 2 commits since 1.0.0 are conventional",
    "choose the level (shipwheel version bump minor), or write news fragments or conventional commits",
  ]);
});
