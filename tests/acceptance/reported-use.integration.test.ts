import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { publicTypes } from "../../scripts/types/public-types.ts";
import { demoSdist, demoWheel } from "../support/demo-files.ts";
import { gitRepository, temporaryDirectory } from "../support/git.ts";
import { runHere } from "../support/in-process.ts";
import { testIndex } from "../support/index.ts";
import { publisherOf } from "../index-server/conformance/case.ts";
import { REPOSITORY } from "../support/repository.ts";
import { DEMO_PROJECT, releaseWorld } from "./release-world.ts";

/** What people who used shipwheel for the first time reported, each as they typed it. */

const MINIMAL = '[project]\nname = "seen-demo"\nversion = "1.0"\n';

afterEach(() => vi.restoreAllMocks());

async function runIn(directory: string, argv: readonly string[]): ReturnType<typeof runHere> {
  vi.spyOn(process, "cwd").mockReturnValue(directory);
  return runHere(argv, { env: { SHIPWHEEL_STATE_DIR: join(directory, "..", "state") } });
}

test("a rule that does not exist is told of the option that names it, with the families", async () => {
  using project = gitRepository();
  project.commit("first", { "pyproject.toml": MINIMAL });
  const { exit, stderr } = await runIn(project.root, ["check", "--select", "XX"]);
  expect([exit, stderr]).toEqual([
    2,
    expect.stringMatching(/unknown rule, family or name XX \(--select\); families: [A-Z]+\n/),
  ]);
  expect(stderr).not.toContain("pyproject.toml");
});

test("a path that does not exist is told before anything begins, in two lines", async () => {
  using project = gitRepository();
  project.commit("first", { "pyproject.toml": MINIMAL });
  const { exit, stdout, stderr } = await runIn(project.root, ["verify", "foo.whl"]);
  expect([exit, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^error\[usage\/no-such-path\]: .*foo\.whl\n {2}help: .*\n$/);
});

test("version shows where a wrong version is written, with the words of the check", async () => {
  using project = gitRepository();
  project.commit("first", { "pyproject.toml": MINIMAL.replace('"1.0"', '"1.0.O"') });
  const { exit, stderr } = await runIn(project.root, ["version"]);
  expect(exit).toBe(1);
  expect(stderr).toContain('"1.0.O" is not a version (PEP 440)\n  --> pyproject.toml:3:11\n');
  expect(stderr).toContain("help: write it as PEP 440 requires: 1.0.0b1 instead of 1.0.0-beta.1");
  const check = await runIn(project.root, ["check", "--select", "N009"]);
  expect(check.stdout).toContain('"1.0.O" is not a version (PEP 440)\n  --> pyproject.toml:3:11\n');
});

test("publishing the same files again says that none was sent", async () => {
  using scratch = temporaryDirectory();
  await using it = await testIndex({ publishers: [publisherOf("Demo-Pkg", { pending: true })] });
  mkdirSync(join(scratch.path, "dist"));
  const paths = [demoWheel(), demoSdist()].map(({ fileName, bytes }) => {
    const path = join(scratch.path, "dist", fileName);
    writeFileSync(path, bytes);
    return path;
  });
  const env = { SHIPWHEEL_STATE_DIR: join(scratch.path, "state"), SHIPWHEEL_TOKEN: it.index.token };
  const argv = ["publish", "--index", it.index.uploadUrl, "--no-check", ...paths];
  const first = await runHere(argv, { env });
  const second = await runHere(argv, { env });
  expect(first.stdout).toMatch(/^published: 2 uploaded, 0 already there; .* shows 2 files with our digest$/m);
  expect(second.stdout).toMatch(
    /^published: 0 uploaded, 2 already there; .* shows 2 files with our digest$/m,
  );
});

test("a wrong token: the index's words once, whose token it was, and that nothing was tagged or sent", async () => {
  await using world = await releaseWorld(DEMO_PROJECT, "demo-pkg");
  const argv = world.args("--auth", "token", "--index-kind", "pypi").filter((each) => each !== "--json");
  const { exit, stdout, stderr } = await runHere(argv, {
    env: { ...world.env, SHIPWHEEL_TOKEN: "pypi-wrong" },
  });
  const text = stdout + stderr;
  expect(exit).toBe(5);
  expect(text.match(/Invalid or non-existent authentication/g)).toHaveLength(1);
  expect(text).toContain("the token from SHIPWHEEL_TOKEN");
  expect(text).not.toMatch(/incomplete|is public/);
});

/** What the compiler says of the types in the strictest project of a user, which has neither our packages nor Node's newest library. */
function complaintsOfTsc(types: string): string {
  using scratch = temporaryDirectory();
  writeFileSync(join(scratch.path, "shipwheel.d.ts"), types);
  const modules = join(scratch.path, "node_modules");
  mkdirSync(join(modules, "@types"), { recursive: true });
  for (const name of ["@types/node", "undici-types"])
    symlinkSync(join(REPOSITORY, "node_modules", name), join(modules, name));
  writeFileSync(
    join(scratch.path, "user.ts"),
    'import { parseVersion } from "./shipwheel.js";\nexport const version: object | null = parseVersion("1.0");\n',
  );
  const tsc = join(REPOSITORY, "node_modules", ".bin", "tsc");
  const strict = ["--strict", "--noEmit", "--skipLibCheck", "false", "--exactOptionalPropertyTypes"];
  const lean = ["--module", "nodenext", "--target", "es2022", "--lib", "es2022", "--types", "node"];
  const flags = [...strict, ...lean, "--ignoreConfig"];
  return spawnSync(tsc, [...flags, "user.ts"], { cwd: scratch.path, encoding: "utf8" }).stdout;
}

test("the published types compile in a strict project that looks into every declaration", () => {
  const types = publicTypes();
  expect(complaintsOfTsc(types)).toBe("");
  // The two kinds that the first types had: another package's, and those of a library that a user need not have.
  const planted = `export type One = import("toml-eslint-parser").AST.TOMLNode;
export interface Other extends NoSuchDisposable {}
`;
  expect(complaintsOfTsc(`${types}\n${planted}`)).toMatch(/toml-eslint-parser[^]*NoSuchDisposable/);
});

test.each([
  ["rehears", "did you mean shipwheel rehearse?"],
  ["chek", "did you mean shipwheel check?"],
  ["check --jsn", "did you mean --json?"],
  ["version nxt", "did you mean shipwheel version next?"],
  ["help nope", "list the commands: shipwheel --help"],
  ["explain K01", "the nearest is K001"],
  ["explain NOPE", "list all rules: shipwheel explain"],
])("a typo leads on: %s", async (typed, words) => {
  const { exit, stderr } = await runHere(typed.split(" "), { env: {} });
  expect([exit, stderr]).toEqual([2, expect.stringContaining(words)]);
});
