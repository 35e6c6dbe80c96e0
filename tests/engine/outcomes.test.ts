import { describe, expect, test } from "vitest";
import type { RunResult } from "../../src/engine/run-result.ts";
import { outcomesOf, seenIn } from "../../src/engine/outcomes.ts";
import type { ReleaseValues } from "../../src/engine/release-values.ts";
import { judge } from "../../src/engine/verdict.ts";

/** What stages handed on, as far as the outcomes read it. */
function values(made: Readonly<Record<string, unknown>>): Partial<ReleaseValues> {
  return made;
}

function verdictOf(result: { readonly ends?: RunResult["ends"]; readonly values?: Record<string, unknown> }) {
  const outcomes = outcomesOf({ ends: result.ends ?? [], values: values(result.values ?? {}) });
  return judge([], [], outcomes);
}

function trial(id: string, outcome: string, steps: readonly object[] = []): object {
  return {
    cell: { id },
    outcome,
    steps,
    attempts: [],
    imported: ["turbot"],
    importedWithMore: [],
    dependencies: [],
  };
}

function end(how: RunResult["ends"][number]["how"]): RunResult["ends"][number] {
  const report = { id: "b", title: "build", outcome: "failed", startedAt: 0, seconds: 0, detail: "no wheel" };
  return { report: report as never, phase: "build", how, findings: [] };
}

describe("what failed is red though no finding tells of it", () => {
  test("a trial", () => {
    const verified = { findings: [], trials: [trial("wheel-pip-3.13", "failed")] };
    expect(verdictOf({ values: { verified } })).toMatchObject({ green: false, phase: "verify", exitCode: 4 });
  });

  test("a step of a trial that calls itself well", () => {
    const steps = [{ id: "scripts", outcome: "failed", detail: "turbot --version exits with 1" }];
    const verified = { findings: [], trials: [trial("wheel-pip-3.13", "ok", steps)] };
    const { findings } = verdictOf({ values: { verified } });
    expect(findings.map((each) => each.message)).toEqual([
      "the trial wheel-pip-3.13 failed: scripts: turbot --version exits with 1",
    ]);
  });

  test("a trial of the matrix that was not run", () => {
    const trials = { request: { cells: [{ id: "wheel-pip-3.13" }, { id: "sdist-pip-3.13" }] } };
    const verified = { findings: [], trials: [trial("wheel-pip-3.13", "ok")] };
    const { green, findings } = verdictOf({ values: { trials, verified } });
    expect(green).toBe(false);
    expect(findings[0]?.message).toContain("the trial sdist-pip-3.13 was not run");
  });

  test.each(["refused", "diverged", "kept"])("a file that was %s", (outcome) => {
    const publication = { findings: [], files: [{ fileName: "a.whl", outcome, message: "" }] };
    expect(verdictOf({ values: { publication } })).toMatchObject({ green: false, phase: "publish" });
  });

  test.each(["blocked", "skipped"] as const)("a stage that was %s", (how) => {
    const { green, findings } = verdictOf({ ends: [end(how)] });
    expect(green).toBe(false);
    expect(findings[0]?.message).toContain("no wheel");
  });
});

test("what ended well is green", () => {
  const verified = { findings: [], trials: [trial("wheel-pip-3.13", "ok")] };
  const publication = { findings: [], files: [{ fileName: "a.whl", outcome: "stored", message: "" }] };
  expect(verdictOf({ ends: [end("given")], values: { verified, publication } }).green).toBe(true);
});

test("what succeeded is known by its keys", () => {
  const seen = seenIn(
    values({
      built: { sdist: "a.tar.gz", wheel: "a.whl" },
      verified: {
        trials: [
          {
            ...trial("x", "ok"),
            imported: ["turbot", "turbot.extra"],
            importedWithMore: ["turbot.extra"],
            dependencies: ["PyYAML==6.0"],
          },
        ],
      },
      indexFacts: {
        projects: new Map([
          ["my-name", {}],
          ["absent", null],
        ]),
      },
    }),
  );
  expect([...seen]).toEqual(["built", "imported:turbot", "installed:pyyaml", "on-index:my-name"]);
  expect([...seenIn(values({ built: { sdist: "a.tar.gz", wheel: null } }))]).toEqual([]);
});
