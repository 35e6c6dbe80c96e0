import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { isQuick } from "../../src/cli/quick-version.ts";
import { readingFiles } from "../../src/adapters/reading-files.ts";
import { quickStatic } from "../../src/cli/quick-static.ts";
import { run } from "../acceptance/cli.ts";
import { gitRepository } from "../support/git.ts";
import { PROGRAM } from "../support/program.ts";
import { SCM, tagged } from "../support/history-version.ts";

const quick = (argv: readonly string[], variables: Readonly<Record<string, string>> = {}): boolean =>
  isQuick({ argv, variables });

test("only the plain question is answered quickly", () => {
  expect(quick(["version", "--compat"])).toBe(true);
  expect(quick(["version", "--json", "--compat"])).toBe(true);
  expect(quick(["version"])).toBe(true);
  expect(quick(["version", "--json"])).toBe(false);
  expect(quick(["version", "next"])).toBe(false);
  expect(quick(["version", "--compat", "--write"])).toBe(false);
  expect(quick(["version", "--compat", "-C", "x"])).toBe(false);
  expect(quick(["--json", "version", "--compat"])).toBe(false);
  expect(quick(["version", "--compat"], { SHIPWHEEL_DIRECTORY: "x" })).toBe(false);
});

test.each([[[]], [["--json"]]])(
  "the quick answer %j is the command's own",
  async (flags: readonly string[]) => {
    using repository = tagged();
    const short = await run(["version", "--compat", ...flags], { cwd: repository.root });
    const long = await run(["version", "--compat", ...flags, "-C", repository.root]);
    expect(short).toEqual(long);
    expect(short).toMatchObject({ exit: 0, stderr: "" });
  },
);

const HATCH =
  '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n[project]\nname = "demo"\n';
const LITERAL = `${HATCH}dynamic = ["version"]\n[tool.hatch.version]\npath = "demo/__init__.py"\n`;
const PDM =
  '[build-system]\nrequires = ["pdm-backend"]\nbuild-backend = "pdm.backend"\n[project]\nname = "demo"\ndynamic = ["version"]\n[tool.pdm.version]\nsource = "file"\npath = "demo/__init__.py"\n';
const INIT = '"""Demo."""\n\n__version__ = "1.2.3"\n';

test.each<[title: string, pyproject: string, init: string, isQuick: boolean]>([
  ["a static version", `${HATCH}version = "1.2.3"\n`, "", true],
  ["a padded one, as it is written", `${HATCH}version = "2026.01.02"\n`, "", true],
  ["hatchling's path", LITERAL, INIT, true],
  ["PDM's file", PDM, INIT, true],
  ["a second name for it", LITERAL, `${INIT}VERSION = "9"\n`, false],
  ["a pattern of one's own", `${LITERAL}pattern = "x"\n`, INIT, false],
  ["no version of PEP 440", `${HATCH}version = "one"\n`, "", false],
  ["a version and the word that it is dynamic", `${HATCH}version = "1"\ndynamic = ["version"]\n`, "", false],
  ["the root of a workspace", `${HATCH}version = "1"\n[tool.uv.workspace]\nmembers = []\n`, "", false],
])("%s: the quick answer is the command's own, or none", async (_title, pyproject, init, isQuick) => {
  using repository = gitRepository();
  repository.commit("first", { "pyproject.toml": pyproject, "demo/__init__.py": init });
  const quickly = await quickStatic(repository.root, readingFiles());
  expect(quickly !== null).toBe(isQuick);
  if (quickly === null) return;
  const long = await run(["version", "-C", repository.root]);
  expect(long).toMatchObject({ exit: 0, stdout: `${quickly}\n`, stderr: "" });
  expect(await run(["version"], { cwd: repository.root })).toEqual(long);
});

test("warnings and errors are told by the command", async () => {
  using repository = tagged(`${SCM}tag_regex = "^v(.*)$"\n`);
  const warned = await run(["version", "--compat"], { cwd: repository.root });
  expect(warned.stdout).toMatch(/^1\.2\.1\.dev1/);
  expect(warned.stderr).toContain("tag_regex is now called tag.regex");
  repository.write({ "pyproject.toml": `${SCM}bogus = 1\n` });
  const refused = await run(["version", "--compat"], { cwd: repository.root });
  expect(refused).toMatchObject({ exit: 2, stdout: "" });
  expect(refused.stderr).toContain("error[bad-config]");
});

test("a Node.js that is too old is told in one line", () => {
  const older = 'Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.1.0"}});';
  const done = spawnSync(process.execPath, ["-e", `${older}require(${JSON.stringify(PROGRAM)})`], {
    encoding: "utf8",
  });
  expect([done.status, done.stdout]).toEqual([2, ""]);
  expect(done.stderr).toMatch(
    /^error: shipwheel needs Node\.js \d+\.\d+\.\d+ or newer, and \S+ is 20\.1\.0\n$/,
  );
});
