import { describe, expect, test } from "vitest";
import { parseTomlFile } from "../../src/tree/formats/toml-file.ts";
import { Fault } from "../../src/findings/fault.ts";

const parse = (text: string | Uint8Array): ReturnType<typeof parseTomlFile> =>
  parseTomlFile("pyproject.toml", typeof text === "string" ? Buffer.from(text) : text);

function faultOf(text: string | Uint8Array): Fault {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error("it was accepted");
}

describe("a value's place", () => {
  const toml = parse(
    '[project]\nname = "a"\ndependencies = [\n  "b",\n  "ü", # two\n]\nreadme = { file = "R" }\n\n[tool.x.y]\n"k 1".z = 1\n\n[[tool.l]]\nv = 1\n[[tool.l]]\nv = 2\n',
  );

  test.each([
    [["project", "name"], 2, 8, 11],
    [["project", "dependencies", 1], 5, 3, 6],
    [["project", "readme", "file"], 7, 19, 22],
    [["tool", "x", "y", "k 1", "z"], 10, 11, 12],
    [["tool", "l", 1, "v"], 15, 5, 6],
    [["tool", "x"], 9, 2, 10],
  ])("%j is at %i:%i", (path, line, column, endColumn) => {
    expect(toml.locate(path)).toMatchObject({ file: "pyproject.toml", line, column, endColumn });
  });

  test("carries its line", () => {
    expect(toml.locate(["project", "dependencies", 1]).excerpt).toBe('  "ü", # two');
  });

  test("is the key's on demand", () => {
    expect(toml.locate(["project", "readme"], "key")).toMatchObject({ line: 7, column: 1, endColumn: 7 });
  });

  test("is the nearest that exists when there is none", () => {
    expect(toml.locate(["project", "version"])).toMatchObject({ line: 1, column: 2 });
    expect(toml.locate(["nothing"])).toEqual({ file: "pyproject.toml" });
  });

  test("of an array over several lines ends with its first line", () => {
    expect(toml.locate(["project", "dependencies"])).toMatchObject({ line: 3, column: 16, endColumn: 17 });
  });
});

test("values are read by path, and inherited names are not", () => {
  const toml = parse("[a]\nb = [1, { c = true }]\n");
  expect(toml.get(["a", "b", 1, "c"])).toBe(true);
  expect(toml.get(["a", "constructor"])).toBeUndefined();
  expect(toml.get(["a", "b", 7])).toBeUndefined();
});

describe("what is no TOML", () => {
  test("names line and column and shows the line", () => {
    const fault = faultOf("[project]\nname = \nversion = 1\n");
    expect(fault.code).toBe("config/toml-syntax");
    expect(fault.location).toMatchObject({ file: "pyproject.toml", line: 2, excerpt: "name = " });
    expect(fault.remedy).toContain("line 2");
  });

  test("a table twice", () => {
    expect(faultOf("[tool.x]\na = 1\n[project]\n[tool.x]\nb = 1\n").location?.line).toBe(4);
  });

  test("Windows line ends stay out of the excerpt", () => {
    expect(faultOf("[a]\r\nb = \r\n").location?.excerpt).toBe("b = ");
  });

  test("a byte order mark, bytes that are no UTF-8, NUL", () => {
    expect(faultOf(Buffer.from("\uFEFF[a]\n")).message).toContain("byte order mark");
    const latin = faultOf(Buffer.from('[a]\nb = "caf\xe9"\n', "latin1"));
    expect(latin.message).toContain("UTF-8");
    expect(latin.location).toMatchObject({ line: 2, column: 9 });
    expect(faultOf("[a]\nb = 1\0\n").location).toMatchObject({ line: 2, column: 6 });
  });
});
