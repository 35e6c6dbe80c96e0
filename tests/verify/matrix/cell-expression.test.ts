import { describe, expect, test } from "vitest";
import {
  namedInCells,
  parseCellExpression,
  type CellFacts,
} from "../../../src/verify/matrix/cell-expression.ts";

const CELLS: readonly CellFacts[] = [
  { artifact: "wheel", source: "index", mode: "venv", python: "3.9.18", extras: [] },
  { artifact: "wheel", source: "index", mode: "venv", python: "3.11.7", extras: ["web"] },
  { artifact: "sdist", source: "index", mode: "venv", python: "3.11.7", extras: [] },
  { artifact: "wheel", source: "file", mode: "pipx", python: "3.11.7", extras: [] },
  { artifact: "wheel", source: "tree", mode: "editable", python: "3.12.1", extras: [] },
];

function chosen(expression: string): readonly number[] | string {
  const filter = parseCellExpression(expression);
  if (typeof filter !== "function") return filter.problem;
  return CELLS.flatMap((cell, at) => (filter(cell) ? [at] : []));
}

test.each<readonly [string | undefined, readonly string[], boolean]>([
  [undefined, [], false],
  ["not artifact=sdist", [], false],
  ["mode=uvx,pipx and python>=3.11", ["uvx", "pipx"], false],
  ["(mode==file or extra=web) and mode!=user", ["file"], true],
  ["extra=none", [], false],
  ["extra==none", [], false],
  ["extra=none,web", [], true],
  ["extra=web,none or mode==pipx", ["pipx"], true],
])("%s names the modes %j, and extras: %s", (expression, modes, extras) => {
  expect(namedInCells(expression)).toEqual({ modes, extras });
});

describe("a choice of cells", () => {
  test.each<readonly [string, readonly number[]]>([
    ["mode=pipx", [3]],
    ["mode=pipx,editable", [3, 4]],
    ["mode!=venv", [3, 4]],
    ["python>=3.11", [1, 2, 3, 4]],
    ["python>3.11", [4]],
    ["python<=3.11", [0, 1, 2, 3]],
    ["python<3.11", [0]],
    ["python=3.11", [1, 2, 3]],
    ["python=3.1", []],
    ["python==3.11.7 and artifact=sdist", [2]],
    ["artifact=sdist or mode=pipx and python=3.9", [2]],
    ["(artifact=sdist or mode=pipx) and python=3.11", [2, 3]],
    ["not (artifact=sdist or source=file)", [0, 1, 4]],
    ["extra=web", [1]],
    ["extra=none and mode=venv", [0, 2]],
  ])("%s", (expression, expected) => {
    expect(chosen(expression)).toEqual(expected);
  });

  test.each([
    ["mode", '"mode" is no condition: FIELD=VALUE, with one of artifact, source, mode, python, extra'],
    [
      "colour=red",
      '"colour=red" is no condition: FIELD=VALUE, with one of artifact, source, mode, python, extra',
    ],
    ["mode>=pipx", 'mode has no order: "mode>=pipx"'],
    ["python>=new", '"new" is no version of Python'],
    ["(mode=pipx", 'a ")" is missing'],
    ["mode=pipx and", "it ends where a condition is due"],
    ["mode=pipx mode=uvx", '"mode=uvx" is one word too many'],
  ])("%s: %s", (expression, problem) => {
    expect(chosen(expression)).toBe(problem);
  });
});
