import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory, writeFiles } from "../support/git.ts";
import { REPOSITORY } from "../support/repository.ts";

/** Ways to start a process, each in a test that hides what comes of it. */
const WAYS: Readonly<Record<string, string>> = {
  spawn: 'spawn("true").on("error", () => undefined)',
  spawnSync: 'spawnSync("true")',
  exec: 'exec("true", () => undefined)',
  execSync: 'execSync("true")',
  execFile: 'execFile("true", () => undefined)',
  execFileSync: 'execFileSync("true")',
  fork: 'fork("nowhere.js")',
};

const HEAD = 'import { test } from "vitest";\n';

test("a unit test that starts a process fails, in whatever way, and whatever it does with the error", () => {
  using copy = temporaryDirectory("unit");
  for (const path of ["vitest.config.ts", "package.json", "tests/support/no-processes.ts"])
    cpSync(join(REPOSITORY, path), join(copy.path, path));
  symlinkSync(join(REPOSITORY, "node_modules"), join(copy.path, "node_modules"));
  const planted = Object.entries(WAYS).map(([name, call]) => [
    `tests/${name}.test.ts`,
    `${HEAD}import { ${name} } from "node:child_process";\ntest("${name}", () => {\n  try {\n    ${call};\n  } catch {}\n});\n`,
  ]);
  writeFiles(copy.path, {
    ...(Object.fromEntries(planted) as Record<string, string>),
    "tests/sound.test.ts": `${HEAD}test("sound", () => undefined);\n`,
    "tests/real.integration.test.ts": `${HEAD}test("real", () => { throw new Error("not a unit test"); });\n`,
  });
  const vitest = join(copy.path, "node_modules", "vitest", "vitest.mjs");
  const report = join(copy.path, "report.json");
  const args = [vitest, "run", "--project", "unit", "--reporter=json", `--outputFile=${report}`];
  // The report of the run that this test is part of is not this run's.
  const { SHIPWHEEL_TEST_REPORT: _, ...env } = process.env;
  spawnSync(process.execPath, args, { cwd: copy.path, env, stdio: "ignore" });
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as {
    readonly testResults: readonly {
      readonly name: string;
      readonly assertionResults: readonly {
        readonly status: string;
        readonly failureMessages: readonly string[];
      }[];
    }[];
  };
  const told = testResults.map(({ name, assertionResults }) => [
    /(\w+)\.test\.ts$/.exec(name)?.[1] ?? name,
    assertionResults.every(({ status }) => status === "passed")
      ? "passed"
      : /a test of processes belongs into/.exec(JSON.stringify(assertionResults))?.[0],
  ]);
  const refused = Object.keys(WAYS).map((name) => [name, "a test of processes belongs into"]);
  expect(Object.fromEntries(told)).toEqual({ ...Object.fromEntries(refused), sound: "passed" });
});
