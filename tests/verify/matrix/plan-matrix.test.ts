import { describe, expect, test } from "vitest";
import { MODE_IDS } from "../../../src/toolbox/modes/registry.ts";
import { parseCellExpression, type CellFilter } from "../../../src/verify/matrix/cell-expression.ts";
import { planMatrix, type MatrixAxes } from "../../../src/verify/matrix/plan-matrix.ts";

const python = (version: string) => ({ executable: `/python${version}`, version, markers: {} });

function planned(more: Partial<MatrixAxes>) {
  const { cells, modes, absent } = planMatrix({
    size: "quick",
    artefacts: ["wheel", "sdist"],
    installers: ["pip", "uv"],
    pythons: [python("3.11.7")],
    declared: [python("3.9.18"), python("3.12.1")],
    withoutPip: new Map(),
    absent: [{ python: "3.14", reason: "not here" }],
    modes: [],
    filter: null,
    ...more,
  });
  const ids = (each: readonly { readonly id: string }[]) => each.map(({ id }) => id);
  return { cells: ids(cells), modes: ids(modes), absent: ids(absent) };
}

function filter(expression: string): CellFilter {
  const read = parseCellExpression(expression);
  if (typeof read !== "function") throw new Error(read.problem);
  return read;
}

const QUICK = ["sdist-pip-3.11", "sdist-uv-3.11", "wheel-pip-3.11", "wheel-uv-3.11"];

describe("the matrix", () => {
  test("quick: the artifacts with the installers, and the modes of the settings on the first Python", () => {
    expect(planned({})).toEqual({ cells: QUICK, modes: [], absent: [] });
    expect(planned({ modes: ["pipx", "user"] }).modes).toEqual(["pipx-3.11", "user-3.11"]);
  });

  test("declared: the wheel on every declared Python, the cheapest way; those that are absent are told", () => {
    expect(planned({ size: "declared", modes: ["uvx"] })).toEqual({
      cells: [...QUICK, "wheel-uv-3.9", "wheel-uv-3.12"],
      modes: ["uvx-3.11"],
      absent: ["wheel-uv-3.14"],
    });
  });

  test("what pip does not support is tried with uv, and told of pip", () => {
    const withoutPip = new Map([["/python3.9.18", "pip needs Python 3.10"]]);
    const { cells, absent } = planned({ size: "full", withoutPip });
    expect(cells.filter((id) => id.endsWith("-3.9"))).toEqual(["sdist-uv-3.9", "wheel-uv-3.9"]);
    expect(absent).toEqual(["wheel-uv-3.14", "sdist-pip-3.9", "wheel-pip-3.9"]);
    expect(planned({ size: "declared", withoutPip }).absent).toEqual(["wheel-uv-3.14"]);
  });

  test("full: everything, everywhere", () => {
    const { cells, modes } = planned({ size: "full" });
    expect(cells).toHaveLength(12);
    expect(modes).toHaveLength(MODE_IDS.length * 3);
  });

  test("a choice keeps a virtual environment from the wheel, with which the others are compared", () => {
    expect(planned({ modes: ["pipx", "uvx"], filter: filter("mode=pipx") })).toEqual({
      cells: ["wheel-uv-3.11"],
      modes: ["pipx-3.11"],
      absent: [],
    });
    expect(planned({ size: "declared", filter: filter("python=3.14,3.9") })).toEqual({
      cells: ["wheel-uv-3.9"],
      modes: [],
      absent: ["wheel-uv-3.14"],
    });
  });
});
