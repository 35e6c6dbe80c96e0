import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { document, run, type Ended } from "../acceptance/cli.ts";
import { demoSdist, demoWheel } from "../support/demo-files.ts";
import { temporaryDirectory } from "../support/git.ts";

const HEADERS = ["License-Expression: MIT", "Author-email: Ada <ada@example.org>", "Summary: Greeter"];

const made: Disposable[] = [];
afterAll(() => made.forEach((each) => each[Symbol.dispose]()));

function temporary(): string {
  const directory = temporaryDirectory();
  made.push(directory);
  return directory.path;
}

/** A project with the files of a release. */
function project(version: string): string {
  const directory = temporary();
  writeFileSync(join(directory, "pyproject.toml"), '[project]\nname = "demo-pkg"\nversion = "1.0.0"\n');
  for (const { fileName, bytes } of [
    demoWheel({ version, headers: HEADERS }),
    demoSdist({ version, headers: HEADERS }),
  ])
    writeFileSync(join(directory, fileName), bytes);
  return directory;
}

function recipe(directory: string, ...args: readonly string[]): Promise<Ended> {
  return run(["recipe", "conda", "debian", "--from", ".", "--json", ...args], {
    cwd: directory,
    env: { SOURCE_DATE_EPOCH: "1780000000" },
  });
}

function states(ended: Ended): Readonly<Record<string, string>> {
  const { channels } = document(ended) as unknown as {
    readonly channels: readonly { readonly files: readonly { path: string; state: string }[] }[];
  };
  return Object.fromEntries(channels.flatMap(({ files }) => files.map(({ path, state }) => [path, state])));
}

describe("shipwheel recipe", () => {
  let directory: string;
  let recipePath: string;
  let written: Ended;
  beforeAll(async () => {
    directory = project("1.0.0");
    recipePath = join(directory, "packaging/conda/recipe.yaml");
    written = await recipe(directory);
  });

  test("writes every file of the channels", () => {
    expect(written.exit, written.stderr).toBe(0);
    expect(new Set(Object.values(states(written)))).toEqual(new Set(["new"]));
  });

  test("writes nothing the second time, and the check passes", async () => {
    const again = await recipe(directory, "--check");
    expect(again.exit, again.stdout).toBe(0);
    expect(new Set(Object.values(states(again)))).toEqual(new Set(["same"]));
    expect(document(again)).toMatchObject({ written: false, diff: "" });
  });

  test("the check fails for the next release, and a new run brings the files up to date", async () => {
    const other = project("1.0.0");
    expect((await recipe(other)).exit).toBe(0);
    const next = project("1.1.0");
    const checked = await run(["recipe", "conda", "debian", "--check", "--json", "--from", next], {
      cwd: other,
    });
    expect(checked.exit).toBe(1);
    expect(document(checked)).toMatchObject({
      findings: [
        { rule: "J001", location: { file: "packaging/conda/recipe.yaml" } },
        { rule: "J001", location: { file: "packaging/debian/changelog" } },
      ],
    });
    const updated = await run(["recipe", "conda", "debian", "--from", next], { cwd: other });
    expect(updated.exit, updated.stderr).toBe(0);
    const changelog = readFileSync(join(other, "packaging/debian/changelog"), "utf8");
    expect(changelog).toMatch(/^demo-pkg \(1\.1\.0-1\)[^]*\ndemo-pkg \(1\.0\.0-1\)/);
  });

  test("an edited file is kept while it states the release, and replaced only when asked", async () => {
    const text = readFileSync(recipePath, "utf8");
    writeFileSync(recipePath, `${text}\n# ours\n`);
    expect(states(await recipe(directory, "--check"))["packaging/conda/recipe.yaml"]).toBe("kept");
    writeFileSync(recipePath, text.replace('version: "1.0.0"', 'version: "0.9"'));
    const rejected = await recipe(directory);
    expect(rejected.exit).toBe(2);
    expect(document(rejected)).toMatchObject({ error: { code: "recipe/edited" } });
    expect(readFileSync(recipePath, "utf8")).toContain('version: "0.9"');
    expect((await recipe(directory, "--force")).exit).toBe(0);
    expect(readFileSync(recipePath, "utf8")).toBe(text);
  });

  test("says what it cannot do: no such channel, no release, no sdist", async () => {
    const empty = temporary();
    writeFileSync(join(empty, "pyproject.toml"), '[project]\nname = "demo"\n');
    const unknown = await run(["recipe", "snap"], { cwd: empty });
    expect([unknown.exit, unknown.stderr]).toEqual([2, expect.stringContaining("no channel snap")]);
    const none = await run(["recipe"], { cwd: empty });
    expect([none.exit, none.stderr]).toEqual([2, expect.stringContaining("nothing was rehearsed")]);
    const { fileName, bytes } = demoWheel();
    writeFileSync(join(empty, fileName), bytes);
    const wheel = await run(["recipe", "--from", fileName], { cwd: empty });
    expect([wheel.exit, wheel.stderr]).toEqual([2, expect.stringContaining("has no sdist")]);
    const other = await run(["recipe", "conda", "--from", project("1.0.0")], { cwd: empty });
    expect([other.exit, other.stderr]).toEqual([
      2,
      expect.stringContaining("Demo-Pkg 1.0.0 is not a release of demo"),
    ]);
    expect(existsSync(join(empty, "packaging"))).toBe(false);
  });
});
