import { expect, test } from "vitest";
import { RULES } from "../../src/check/engine/registry.ts";
import { STAGE_RULES } from "../../src/explain/stage-rules.ts";
import { readLabels, readPins, readResults } from "../support/corpus/data.ts";
import { objections, staleLabels } from "../support/corpus/judge.ts";

const pins = readPins();
const labels = readLabels();
const results = readResults();

test("84 releases or more have a result of the pinned version, each once and in order", () => {
  expect(results.length).toBeGreaterThanOrEqual(84);
  const names = pins.map((pin) => pin.name);
  expect(names).toEqual([...new Set(names)].toSorted());
  expect(results.map((each) => `${each.name} ${each.version}`)).toEqual(
    pins
      .filter((pin) => results.some((each) => each.name === pin.name))
      .map((pin) => `${pin.name} ${pin.version}`),
  );
});

test("every kind of backend is among them", () => {
  const backends = pins.map((pin) => pin.backend);
  const kinds = [
    "setuptools",
    "setuptools (setup.py)",
    "setuptools (setup.cfg)",
    "hatchling",
    "flit-core",
    "poetry-core",
    "pdm-backend",
    "uv-build",
    "maturin",
    "meson-python",
    "scikit-build-core",
  ];
  for (const kind of kinds)
    expect(
      backends.filter((each) => each.split(" + ")[0] === kind),
      kind,
    ).not.toEqual([]);
  for (const helper of ["setuptools-scm", "hatch-vcs", "cython"])
    expect(
      backends.filter((each) => each.split(" + ").includes(helper)),
      helper,
    ).not.toEqual([]);
});

test("12 of them or more are for CI", () => {
  expect(pins.filter((pin) => pin.quick === true).length).toBeGreaterThanOrEqual(12);
});

test("every warning and error that was seen is labelled, none of them false, and no label is left over", () => {
  expect(objections(results, labels)).toEqual([]);
  expect(staleLabels(results, labels)).toEqual([]);
});

test("every label is of a project and of a rule that exist, and given once", () => {
  const names = new Set(pins.map((pin) => pin.name));
  const rules = new Set([...RULES, ...STAGE_RULES].map((rule) => rule.code));
  expect(labels.filter((each) => !names.has(each.project) || !rules.has(each.rule))).toEqual([]);
  const keys = labels.map((each) => `${each.project} ${each.rule} ${each.subject}`);
  expect(keys).toEqual([...new Set(keys)].toSorted());
});
