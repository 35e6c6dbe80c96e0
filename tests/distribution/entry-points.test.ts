import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseEntryPoints } from "../../src/distribution/entry-points.ts";

const found = (text: string | Uint8Array): readonly string[] =>
  parseEntryPoints(text).problems.map(({ code, line }) => `${code} ${line ?? "-"}`);

describe("parseEntryPoints", () => {
  test("reads groups, targets and extras", () => {
    const { groups, problems } = parseEntryPoints(
      [
        "# comment",
        "[console_scripts]",
        "demo = demo.cli:main",
        "Demo-2=demo:App.run [x, y]",
        "; comment",
        "",
        "[plug.ins]",
        "name with blanks = demo.plugin",
        "colon:name = demo",
        "",
      ].join("\r\n"),
    );
    expect(problems).toEqual([]);
    expect([...groups.keys()]).toEqual(["console_scripts", "plug.ins"]);
    expect(groups.get("console_scripts")).toEqual([
      { name: "demo", module: "demo.cli", attribute: "main", extras: [], raw: "demo.cli:main", line: 3 },
      {
        name: "Demo-2",
        module: "demo",
        attribute: "App.run",
        extras: ["x", "y"],
        raw: "demo:App.run [x, y]",
        line: 4,
      },
    ]);
    expect(groups.get("plug.ins")).toMatchObject([
      { name: "name with blanks", module: "demo.plugin", attribute: null },
      { name: "colon:name", module: "demo", attribute: null },
    ]);
  });

  test("an empty file has no groups", () => {
    expect(parseEntryPoints("")).toEqual({ groups: new Map(), problems: [] });
  });

  test.each([
    ["name = value\n", "E001 1"],
    ["[a]\nno delimiter\n", "E001 2"],
    ["[a]\n= value\n", "E001 2"],
    ["[a]\nx = m:f\n[a]\n", "E001 3"],
    ["[a]\nx = m:f\nx = m:g\n", "E001 3"],
    ["[console_scripts]\na/b = m:f\n", "E002 2"],
    ["[gui_scripts]\na = m.f\n", "E003 2"],
    ["[console_scripts]\na = my-module:f\n", "E011 2"],
    ["[other]\na = m:f()\n", "E011 2"],
    ["[other]\na =\n", "E011 2"],
    ["[other]\na = m:f\n  more\n", "E011 2"],
  ])("%j is %s", (text, problem) => {
    expect(found(text)).toEqual([problem]);
  });

  test("bytes that are no UTF-8", () => {
    expect(found(Buffer.from("[a]\nx = caf\xe9:f\n", "latin1"))[0]).toBe("E001 -");
  });

  test("never throws, whatever the text", () => {
    const piece = fc.constantFrom("[", "]", "a", "=", ":", "\n", " ", "#", "[a]\n", "x = m:f\n");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        expect(parseEntryPoints(pieces.join("")).groups).toBeInstanceOf(Map);
      }),
      { numRuns: 300 },
    );
  });
});
