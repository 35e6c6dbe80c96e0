import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, inject, test } from "vitest";

import { makeExample } from "../../examples/make-example.ts";
import { PROGRAM } from "../support/program.ts";
import { packageScript, repositoryText } from "../support/repository.ts";
import { wheel } from "../support/wheel.ts";

const EAGER_BYTES = 10_000;
const directory = mkdtempSync(join(tmpdir(), "shipwheel-built-"));
const dist = inject("program");
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** The built program: a bundler can lose what the sources have. */
describe("the built program", () => {
  test("prints its version, and loads little for it", () => {
    expect(run("--version").stdout).toBe(`shipwheel ${version()}\n`);
    const eager = ["main.cjs", "start.cjs"].map((name) => statSync(join(dist, "cli", name)).size);
    expect(eager.reduce((sum, size) => sum + size)).toBeLessThan(EAGER_BYTES);
    expect(readdirSync(join(dist, "chunks")).length).toBeGreaterThan(3);
  });

  // What it costs to begin: each file is found, read and linked by itself. Time would tell of the machine.
  test.each([
    [["--version"], 0],
    [["--help"], 3],
    [["rehearse", "no-such-directory"], 8],
  ])("%j loads %i modules at most", (args, most) => {
    expect(modulesLoaded(args)).toBeLessThanOrEqual(most);
  });

  test("asks Node.js for a module when something of it is used", () => {
    expect(builtinsLoaded(["--help"])).not.toContain("child_process");
    expect(builtinsLoaded(["--version"])).not.toContain("crypto");
    expect(builtinsLoaded(["check", "no-such.whl"])).not.toContain("https");
  });

  test("has every command", () => {
    const help = run("--help").stdout;
    for (const command of ["rehearse", "plan", "check", "build", "verify", "index", "explain"]) {
      expect(help).toContain(command);
      expect(run(command, "--help").status).toBe(0);
    }
  });

  test("checks the same with the code that an earlier check kept, and with kept code that is damaged", async () => {
    const path = await wheel().file("demo/__init__.py", "def f(: pass\n").write(directory);
    const cache = mkdtempSync(join(directory, "code-"));
    const check = (): string => {
      const env = { ...process.env, NODE_COMPILE_CACHE: cache };
      return spawnSync(process.execPath, [PROGRAM, "check", path, "--offline"], { encoding: "utf8", env })
        .stdout;
    };
    const kept = (): readonly string[] =>
      readdirSync(cache, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".bin"));
    const first = check();
    expect(first).toContain("K023");
    expect(kept().length).toBe(1);
    expect(check()).toBe(first);
    for (const name of kept()) writeFileSync(join(cache, name), "damaged");
    expect(check()).toBe(first);
    expect(kept().length).toBe(1);
  });

  test("rehearses a whole release", () => {
    const project = join(directory, "lmstxt");
    makeExample("lmstxt", "repaired", project);
    const { status, stdout } = run(
      "rehearse",
      project,
      "--installer",
      "uv",
      "--json",
      "--output",
      join(directory, "out"),
    );
    const report = JSON.parse(stdout) as {
      readonly verdict: string;
      readonly findings: readonly { readonly severity: string }[];
    };
    expect(report.findings.filter((each) => each.severity !== "info")).toEqual([]);
    expect(report.verdict).toBe("green");
    expect(status).toBe(0);
  });

  test("is what npm installs as the command", () => {
    const { bin, files } = JSON.parse(repositoryText("package.json") ?? "") as {
      readonly bin: Readonly<Record<string, string>>;
      readonly files: readonly string[];
    };
    expect(bin).toEqual({ shipwheel: "./dist/cli/main.cjs" });
    expect(files).toEqual(expect.arrayContaining(["dist/cli", "dist/chunks"]));
    expect(readFileSync(PROGRAM, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(packageScript("build")).toBe("node scripts/build.ts");
  });
});

function run(...args: readonly string[]): { readonly status: number | null; readonly stdout: string } {
  return spawnSync(process.execPath, [PROGRAM, ...args], { encoding: "utf8", maxBuffer: 1 << 26 });
}

/** A run that says at its end what Node.js loaded for it. */
function watched(args: readonly string[]): { readonly files: number; readonly builtins: readonly string[] } {
  const watch = join(directory, "watch.cjs");
  writeFileSync(
    watch,
    `const { registerHooks } = require("node:module");
     let files = 0;
     registerHooks({
       load(url, context, next) {
         if (url.endsWith(".js")) files += 1;
         return next(url, context);
       },
     });
     process.on("exit", () => {
       const builtins = process.moduleLoadList.flatMap((each) => /^NativeModule (\\w+)$/.exec(each)?.[1] ?? []);
       process._rawDebug(JSON.stringify({ files, builtins }));
     });`,
  );
  const { stderr } = spawnSync(process.execPath, ["-r", watch, PROGRAM, ...args], { encoding: "utf8" });
  return JSON.parse(stderr.trim().split("\n").at(-1) ?? "") as ReturnType<typeof watched>;
}

function modulesLoaded(args: readonly string[]): number {
  return watched(args).files;
}

function builtinsLoaded(args: readonly string[]): readonly string[] {
  return watched(args).builtins;
}

function version(): string {
  return (JSON.parse(repositoryText("package.json") ?? "") as { readonly version: string }).version;
}
