import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { minorOf } from "../../../src/version/python-minor.ts";
import { checkDeclaredPythons, declaredPythons } from "../../../src/verify/install/declared-pythons.ts";
import type { DeclaredOutcome } from "../../../src/verify/request.ts";
import { release } from "../support/release.ts";
import { trialBench, type TrialBench } from "../support/trials.ts";

describe("the declared Pythons", () => {
  test.each([
    [null, [], []],
    [">=3.9", [], ["3.9"]],
    [">=3.9.2,<3.12", ["3.11", "3.12"], ["3.9", "3.11"]],
    ["==3.11.*", ["3.11"], ["3.11"]],
    [null, ["3.13", "3.10"], ["3.10", "3.13"]],
    [">=3.6", [], ["3.8"]],
  ])("of requires-python %s and classifiers %s are %s", (requires, classifiers, expected) => {
    const lines = [
      "Programming Language :: Python :: 3",
      ...classifiers.map((each) => `Programming Language :: Python :: ${each}`),
    ];
    expect(declaredPythons(requires, lines)).toEqual(expected);
  });
});

describe("a resolution for a declared Python that is not there", () => {
  let bench: TrialBench;
  let tested: string;
  let other: string;
  beforeAll(async () => {
    bench = await trialBench();
    tested = minorOf((await bench.request(release())).cells[0]?.python.version ?? "");
    other = tested === "3.12" ? "3.13" : "3.12";
    await bench[Symbol.asyncDispose]();
    bench = await trialBench([
      release({ name: "sound" }),
      release({ name: "bound", tag: `cp${tested.replace(".", "")}-none-any` }),
      release({ name: "source-only", offered: ["sdist"] }),
      release({ name: "picky", requiresPython: ">=3.99" }),
    ]);
  });
  afterAll(async () => bench[Symbol.asyncDispose]());

  async function check(...requirements: readonly string[]): Promise<DeclaredOutcome> {
    const request = await bench.request(release());
    return checkDeclaredPythons(
      {
        ...request,
        requirements,
        requiresPython: null,
        classifiers: [
          `Programming Language :: Python :: ${tested}`,
          `Programming Language :: Python :: ${other}`,
        ],
        tested: request.cells.map(({ python }) => python),
      },
      bench.own.ports,
    );
  }

  test("that works is no finding", async () => {
    expect(await check("sound==1.0.0")).toEqual({
      findings: [],
      pythons: [{ version: other, outcome: "ok" }],
    });
  });

  test("names a pin that has wheels for the tested Python only", async () => {
    const { findings, pythons } = await check("sound", "bound==1.0.0");
    expect(findings).toMatchObject([
      {
        rule: "I010",
        severity: "error",
        confidence: "likely",
        subject: `bound@${other}`,
        symptom: "install:requirement:bound",
      },
    ]);
    expect(findings[0]?.message).toBe(
      `the requirement bound==1.0.0 cannot be met on Python ${other}, which the release declares: it has wheels for other Pythons, none for ${other}`,
    );
    expect(pythons).toMatchObject([{ version: other, outcome: "failed" }]);
  });

  test("proves nothing about a requirement that comes as source only", async () => {
    const { findings, pythons } = await check("source-only==1.0.0");
    expect(findings).toEqual([]);
    expect(pythons).toMatchObject([{ version: other, outcome: "unknown" }]);
  });

  test("is certain of a requirement that needs a newer Python", async () => {
    const { findings } = await check("picky==1.0.0");
    expect(findings).toMatchObject([{ rule: "I010", confidence: "certain", subject: `picky@${other}` }]);
  });
});
