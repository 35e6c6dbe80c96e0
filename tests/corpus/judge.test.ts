import { describe, expect, test } from "vitest";
import type { Label, Result } from "../support/corpus/data.ts";
import { goals, isRight, labelled, objections, staleLabels } from "../support/corpus/judge.ts";

const WARNING = { rule: "C010", severity: "warning", subject: "license", message: "deprecated" } as const;
const ERROR = { rule: "I002", severity: "error", subject: "demo.x", message: "does not import" } as const;

function result(over: Partial<Result> = {}): Result {
  return {
    name: "demo",
    version: "1.0",
    commit: "abc",
    verdict: "green",
    phase: null,
    exitCode: 0,
    wallSeconds: 20,
    cpuSeconds: 10,
    load: [1, 2],
    notes: 0,
    reported: [],
    ...over,
  };
}

function label(kind: Label["label"], over: Partial<Label> = {}): Label {
  return { project: "demo", rule: "C010", subject: "license", label: kind, why: "looked at it", ...over };
}

describe("a label", () => {
  test("is found by project, rule and subject", () => {
    const one = result({ reported: [WARNING] });
    expect(labelled(one, [label("true")])[0]?.label).toBe("true");
    for (const over of [{ project: "other" }, { rule: "C011" }, { subject: "readme" }])
      expect(labelled(one, [label("true", over)])[0]?.label).toBe("unlabelled");
  });

  test("false or none is objected to, true and arguable are not", () => {
    const one = result({ reported: [WARNING] });
    expect(objections([one], [label("true")])).toEqual([]);
    expect(objections([one], [label("arguable")])).toEqual([]);
    expect(objections([one], [label("false")])).toEqual([expect.stringContaining("demo: false: C010")]);
    expect(objections([one], [])).toEqual([expect.stringContaining("demo: unlabelled: C010")]);
  });

  test("that fits nothing any more is named, unless its project was not rehearsed", () => {
    expect(staleLabels([result()], [label("true")])).toHaveLength(1);
    expect(staleLabels([result({ reported: [WARNING] })], [label("true")])).toEqual([]);
    expect(staleLabels([result({ name: "other" })], [label("true")])).toEqual([]);
  });
});

describe("a verdict is right", () => {
  const red = result({ verdict: "red", reported: [ERROR, WARNING] });
  const error = { rule: "I002", subject: "demo.x" };

  test.each([
    ["green", result(), [], true],
    ["not ended", result({ verdict: "none" }), [], false],
    ["red and unlabelled", red, [], false],
    ["red for a true reason", red, [label("true", error)], true],
    ["red for an arguable reason only", red, [label("arguable", error)], false],
    ["red for a false reason", red, [label("false", error)], false],
    ["red, with a true warning only", red, [label("true")], false],
    ["red without any error", result({ verdict: "red" }), [], false],
  ] as const)("%s", (_, one, labels, right) => {
    expect(isRight(one, labels)).toBe(right);
  });
});

describe("the goals", () => {
  const met = (results: readonly Result[], labels: readonly Label[] = []): readonly string[] =>
    goals([], results, labels).flatMap(({ goal, isMet }) => (isMet ? [] : [goal]));
  const many = Array.from({ length: 80 }, (_, at) => result({ name: `p${at}` }));

  test("are all met by 80 green, quick and silent ones", () => {
    expect(met(many)).toEqual([]);
  });

  test.each([
    ["80 releases", many.slice(1), []],
    ["95 %", [...many, ...Array.from({ length: 5 }, () => result({ verdict: "none" }))], []],
    ["labelled", [...many, result({ reported: [WARNING] })], []],
    ["no false warning", [...many, result({ reported: [WARNING] })], [label("false")]],
    [
      "no false error",
      [...many, result({ reported: [ERROR] })],
      [label("false", { rule: "I002", subject: "demo.x" })],
    ],
    ["1.5 warnings", many.map((each) => ({ ...each, reported: [WARNING, WARNING] })), []],
    ["60 s", many.map((each, at) => ({ ...each, wallSeconds: at < 9 ? 61 : 60 })), []],
  ] as const)("%s is missed", (text, results, labels) => {
    expect(met(results, labels)).toContainEqual(expect.stringContaining(text));
  });
});
