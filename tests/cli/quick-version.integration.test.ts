import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { isQuick } from "../../src/cli/quick-version.ts";
import { run } from "../acceptance/cli.ts";
import { PROGRAM } from "../support/program.ts";
import { SCM, tagged } from "../support/history-version.ts";

const quick = (argv: readonly string[], variables: Readonly<Record<string, string>> = {}): boolean =>
  isQuick({ argv, variables });

test("only the plain question is answered quickly", () => {
  expect(quick(["version", "--compat"])).toBe(true);
  expect(quick(["version", "--json", "--compat"])).toBe(true);
  expect(quick(["version"])).toBe(false);
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

test("warnings and errors are told by the command", async () => {
  using repository = tagged(`${SCM}tag_regex = "^v(.*)$"\n`);
  const warned = await run(["version", "--compat"], { cwd: repository.root });
  expect(warned.stdout).toMatch(/^1\.2\.1\.dev1/);
  expect(warned.stderr).toContain("tag_regex is called tag.regex now");
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
    /^error: shipwheel needs Node\.js \d+\.\d+\.\d+ or newer, and this is 20\.1\.0\n$/,
  );
});
