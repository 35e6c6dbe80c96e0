import { describe, expect, test } from "vitest";
import { runChecks } from "../../src/check/engine/engine.ts";
import { commandLines } from "../../src/tree/workflows/commands.ts";
import { fitsFilter } from "../../src/tree/workflows/ref-filter.ts";
import { DEFAULT_CONFIG } from "../../src/config/schema.ts";
import { parseYamlFile } from "../../src/tree/formats/yaml-file.ts";
import { release } from "./cases/workflow-jobs.ts";
import { withSituation } from "./rule-case.ts";

describe("filters of refs, after GitHub's cheat sheet", () => {
  test.each([
    ["v1.0", ["v*"], true],
    ["v1.0", ["v[0-9]+.[0-9]+"], true],
    ["v1.0.1", ["v[0-9]+.[0-9]+"], false],
    ["release/1.0", ["*"], false],
    ["release/1.0", ["**"], true],
    ["release/1.0", ["release/*"], true],
    ["v1.0rc1", ["v*", "!v*rc*"], false],
    ["v1.0rc1", ["!v*rc*", "v*"], true],
    ["1.0", ["v?1.0"], true],
    ["v1x0", ["v1.0"], false],
    ["v1.0", [String.raw`v\d+.*`], false],
    ["v1.0", ["v[1"], false],
    ["v1.0", [], false],
  ])("%s and %j: %s", (ref, patterns, fits) => {
    expect(fitsFilter(ref, patterns)).toBe(fits);
  });
});

test("command lines are joined where they go on, and comments are none", () => {
  const script = "# build\npython -m build \\\n  --wheel # now\n\ncp 'a#b' c\n";
  expect(commandLines(script)).toEqual([
    { text: "python -m build --wheel", index: 8 },
    { text: "cp 'a#b' c", index: 43 },
  ]);
});

describe("the registered publisher", () => {
  async function messages(options: Readonly<Record<string, string>>): Promise<readonly string[]> {
    const config = { ...DEFAULT_CONFIG.check, select: ["X003"], options: { X003: options } };
    const { findings } = await withSituation(release(), false, (inputs) => runChecks(inputs, config));
    return findings.map(({ message }) => message);
  }

  test.each([
    [{ workflow: "publish.yml" }, "runs in release.yml, but the publisher is registered with publish.yml"],
    [{ environment: "release" }, "has the environment pypi, but the publisher is registered with release"],
    [{ repository: "good/other" }, "belongs to good/demo, but the publisher is registered with good/other"],
  ])("%j differs", async (options, words) => {
    expect(await messages(options)).toEqual([`the job publish ${words}`]);
  });

  test("agrees", async () => {
    expect(await messages({ workflow: "release.yml", environment: "PyPI", repository: "Good/Demo" })).toEqual(
      [],
    );
  });
});

describe("YAML", () => {
  test("places are those of the text, also behind CRLF and aliases", async () => {
    const file = await parseYamlFile("a.yml", "a: &x\r\n  b: one\r\nc: *x\r\n");
    expect(file.problems).toEqual([]);
    const { root } = file;
    if (root.kind !== "map") throw new Error("no mapping");
    const place = root.entries.get("c")?.key ?? { start: 0, end: 0 };
    expect(file.locate(place)).toEqual({ file: "a.yml", line: 3, column: 1, endColumn: 2, excerpt: "c: *x" });
    expect(root.entries.get("c")?.value).toMatchObject({ kind: "map" });
  });

  test.each([
    "",
    "\0",
    "a: [",
    "- x",
    "&a [*a]",
    "a: *b",
    "{".repeat(500),
    "%YAML 9\n---\na",
    "a: !!binary x",
  ])("%j is read or told, never thrown", async (text) => {
    expect(await parseYamlFile("a.yml", text)).toMatchObject({ path: "a.yml" });
  });
});
