import { describe, expect, test } from "vitest";
import { findSecrets } from "../../src/check/rules/leaks/secrets.ts";
import { parseEntryPoints } from "../../src/distribution/entry-points.ts";
import { parseFileName } from "../../src/distribution/file-names.ts";
import { parseMetadata } from "../../src/distribution/metadata/metadata.ts";
import { readWheelLayout } from "../../src/distribution/wheel-layout.ts";
import { parseTomlFile } from "../../src/tree/formats/toml-file.ts";
import { parseYamlFile } from "../../src/tree/formats/yaml-file.ts";

/** `count` times what `line` makes of a number. */
function lines(count: number, line: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => line(at)).join("\n");
}

describe("what a file may cost", () => {
  test("twelve lines of aliases of aliases are one problem", async () => {
    const levels = lines(11, (at) => `a${at + 1}: &a${at + 1} [${Array(9).fill(`*a${at}`).join(", ")}]`);
    const file = await parseYamlFile(
      "w.yml",
      `a0: &a0 [x, x, x, x, x, x, x, x, x]\n${levels}\nsteps: *a11\n`,
    );
    expect(file.problems.map(({ message }) => message)).toEqual([
      "more than 50000 nodes once its aliases are resolved",
    ]);
    expect(file.root).toMatchObject({ kind: "scalar", value: null });
  });

  test("an alias that is used a few times is resolved", async () => {
    const file = await parseYamlFile("w.yml", "a: &a [x, y]\nb: [*a, *a]\n");
    expect(file.problems).toEqual([]);
    expect(JSON.stringify(file.root.kind === "map" ? file.root.entries.get("b") : null)).toContain('"y"');
  });

  test("a YAML file of a megabyte is not parsed", async () => {
    const file = await parseYamlFile("w.yml", `# ${"x".repeat(2 ** 20)}\n`);
    expect(file.problems.map(({ message }) => message)).toEqual(["more than 512 KiB"]);
  });

  test("pyproject.toml with tens of thousands of keys is refused by its own fault", () => {
    const read = (count: number) => (): unknown =>
      parseTomlFile("pyproject.toml", Buffer.from(`[tool.x]\n${lines(count, (at) => `k${at} = 1`)}\n`));
    expect(read(20_000)).not.toThrow();
    expect(read(20_001)).toThrow(expect.objectContaining({ code: "config/too-much" }));
  });

  test("of more headers than any package has the first ones are read, and the description", () => {
    const metadata = (count: number) =>
      parseMetadata(
        `Metadata-Version: 2.4\nName: demo\nVersion: 1.0\n${lines(count, (at) => `Requires-Dist: d${at}`)}\n\nText\n`,
      );
    expect(metadata(4997).problems).toEqual([]);
    const many = metadata(4998);
    expect(many.problems.map(({ message }) => message)).toEqual([
      "The metadata has more than 5000 headers: the others are not read.",
    ]);
    expect(many.description).toBe("Text\n");
  });

  test("a field longer than any is not read, and is one problem; a licence text is", () => {
    const metadata = (field: string, value: string) =>
      parseMetadata(`Metadata-Version: 2.4\nName: demo\nVersion: 1.0\n${field}: ${value}\n`);
    const long = metadata(
      "Requires-Dist",
      `a[${Array.from({ length: 200_000 }, (_, at) => `x${at}`).join()}]`,
    );
    expect(long.requiresDist).toEqual([]);
    expect(long.problems.map(({ message }) => message)).toEqual([
      "Requires-Dist has more than 65536 characters: it is not read.",
    ]);
    expect(metadata("License", "x".repeat(100_000)).problems).toEqual([]);
  });

  test("more entry points than any package has are one problem", () => {
    const read = parseEntryPoints(`[console_scripts]\n${lines(60_000, (at) => `s${at} = demo:main`)}\n`);
    expect(read.problems.map(({ message }) => message)).toEqual([
      "entry_points.txt has more than 2000 entries: it is not read.",
    ]);
  });

  test("of a file full of credentials the first hundred are told", async () => {
    const tokens = lines(
      60_000,
      (at) => `k = 'ghp_${`${at}aBcDeFgHiJkLmNoPqRsTuVwXyZ${at}bcdefghijklmnop`.slice(0, 36)}'`,
    );
    const found = await findSecrets(tokens);
    expect(found).toHaveLength(100);
    expect(found[0]).toMatchObject({ kind: "a GitHub token", line: 1 });
  });

  test("of a file full of made-up credentials nothing is told, and no minutes are spent", async () => {
    expect(await findSecrets(lines(60_000, (at) => `k = 'ghp_${String(at).padStart(36, "0")}'`))).toEqual([]);
  });

  const layoutOf = (rows: number): ReturnType<typeof readWheelLayout> => {
    const record = Buffer.from(lines(rows, (at) => `demo/f${at}.py,sha256=x,1`));
    return readWheelLayout("demo-1.0-py3-none-any.whl", parseFileName("demo-1.0-py3-none-any.whl"), {
      entries: [{ name: "demo-1.0.dist-info/RECORD", kind: "file" }],
      kept: new Map([["demo-1.0.dist-info/RECORD", record]]),
      digests: new Map(),
      problems: [],
    } as unknown as Parameters<typeof readWheelLayout>[2]);
  };

  test("of rows of RECORD that name no file a thousand are kept, and how many more there are", () => {
    const absent = layoutOf(100_000).problems.filter(({ code }) => code === "R003");
    expect(absent).toHaveLength(1001);
    expect(absent.at(-1)).toMatchObject({ count: 99_000 });
  });

  test("a RECORD of more rows than any zip has members is one problem", () => {
    const { problems, record } = layoutOf(100_001);
    expect(problems.filter(({ code }) => code.startsWith("R0")).map(({ message }) => message)).toEqual([
      "RECORD has more than 100000 rows: it is not read.",
    ]);
    expect(record?.rows).toEqual([]);
  });
});
