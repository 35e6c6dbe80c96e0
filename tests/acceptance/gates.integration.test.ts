import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunReport } from "../../src/engine/report.ts";
import type { GateResult } from "../../src/gates/gate-result.ts";
import { document, run } from "./cli.ts";
import { DEMO_PROJECT, DEMO_PYPROJECT, releaseWorld, type ReleaseWorld } from "./release-world.ts";

const GATES = `
[tool.shipwheel.gates]
tests = { kind = "pytest" }
ends = { run = ["python", "-c", "raise SystemExit(2)"], required = false }
imports = "python -I -c 'import demo_pkg; assert \\"site-packages\\" in demo_pkg.__file__'"
never = { run = "python -c 'raise SystemExit(3)'" }
`;
/** Puts the sources in front of everything, as many projects do: what is installed must be tested all the same. */
const CONFTEST = `import pathlib, sys\nsys.path.insert(0, str(pathlib.Path(__file__).parents[1]))\n`;
const TEST = `import demo_pkg\n\n\ndef test_installed():\n    assert "site-packages" in demo_pkg.__file__\n`;

let world: ReleaseWorld;
beforeAll(async () => {
  world = await releaseWorld(
    {
      ...DEMO_PROJECT,
      "pyproject.toml": `${DEMO_PYPROJECT}\n${GATES}\n[dependency-groups]\ntest = ["pytest"]\n`,
      "tests/conftest.py": CONFTEST,
      "tests/test_demo.py": TEST,
    },
    "demo-pkg",
  );
});
afterAll(() => world[Symbol.asyncDispose]());

const rehearse = (...more: readonly string[]) =>
  run(["rehearse", world.repository.root, "--installer", "uv", "--offline", ...more], { env: world.env });
const BECAUSE = ["--reason", "the service is down"];

test("a rehearsal runs every gate with the installed wheel, and one that fails is exit 1", async () => {
  const ended = await rehearse("-v", "--skip-gate", "ends", ...BECAUSE);
  expect(ended.exit, ended.stdout + ended.stderr).toBe(1);
  expect(ended.stderr).toMatch(/^\S* ?✗? ?Check .*2 of 3 gates passed; not never/m);
  for (const line of [/tests.* · 1 passed/, /imports · exited with 0/, /never · exited with status 3/])
    expect(ended.stderr).toMatch(line);
  expect(ended.stdout.match(/^error\[/gm)).toHaveLength(1);
  expect(ended.stdout).toContain("the gate never failed: exited with status 3");
  expect(ended.stdout).toContain("not tried: gate ends: the service is down");
});

test("a gate is skipped by its name and with a reason, which the report keeps", async () => {
  const ended = await rehearse("--json", "--skip-gate", "never", ...BECAUSE);
  expect(ended.exit, ended.stdout).toBe(0);
  const { gates, skippedGates, summary, output } = document(ended) as unknown as RunReport;
  expect(skippedGates).toEqual([{ name: "never", reason: "the service is down" }]);
  const endsOf = (name: string): readonly GateResult[] => gates.filter((gate) => gate.name === name);
  const here = endsOf("tests").filter(({ outcome }) => outcome !== "not-run");
  expect(here.length).toBeGreaterThan(0);
  for (const each of here) expect(each).toMatchObject({ outcome: "passed", checked: 1, findings: 0 });
  expect(summary.notTried).toBe(1 + endsOf("tests").length - here.length);
  expect(endsOf("ends")).toMatchObject([{ kind: "command", required: false, outcome: "failed", status: 2 }]);
  expect(summary).toMatchObject({ errors: 0, warnings: expect.any(Number) as number });
  const page = readFileSync(output?.report ?? "", "utf8");
  expect(page).toContain("gate never: the service is down");
  expect(page).toContain("2 of 3 gates passed; not ends");
});

test("a gate of another name, and one without a reason, are usage errors", async () => {
  const unknown = await rehearse("--skip-gate", "nevr", ...BECAUSE);
  expect(unknown.exit).toBe(2);
  expect(unknown.stdout).toContain("the project has no gate nevr");
  expect(unknown.stdout).toContain("--skip-gate never");
  const silent = await rehearse("--skip-gate", "never");
  expect(silent.exit).toBe(2);
  expect(silent.stderr).toContain("the gate never is skipped without a reason");
  expect((await rehearse(...BECAUSE)).exit).toBe(2);
});

test("a release runs the same gates, and its sealed record says which one was skipped and why", async () => {
  const green = await world.release("--offline", "--skip-gate", "never", ...BECAUSE);
  expect(green.exit, green.stdout + green.stderr).toBe(0);
  const { directory } = document(green) as unknown as { readonly directory: string };
  const { journal } = JSON.parse(readFileSync(join(directory, "record.json"), "utf8")) as {
    readonly journal: readonly string[];
  };
  const entries = journal.map((line) => JSON.parse(line) as { type: string; data: Record<string, unknown> });
  const done = entries.find(({ type, data }) => type === "done" && data["step"] === "gates");
  expect(done?.data["proof"]).toMatchObject({
    gates: expect.arrayContaining([
      expect.objectContaining({ name: "tests", kind: "pytest", outcome: "passed", checked: 1 }),
    ]) as unknown,
    skipped: [{ name: "never", reason: "the service is down" }],
  });
});
