import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { RunReport } from "../../src/engine/report.ts";
import { release } from "../verify/support/release.ts";
import { start } from "./cli.ts";
import { scratch } from "./rehearsal.ts";

const DECLARED = ["3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14"];

test("declared: the wheel on every declared Python that is here, and the others are named; extras by an expression", async () => {
  using directory = scratch();
  const { wheel } = release({
    name: "zq-declared",
    requiresPython: ">=3.8",
    extras: ["more"],
    files: { "zq_declared.py": "def main(): print('usage: zq')\n" },
    entryPoints: "[console_scripts]\nzq-declared = zq_declared:main\n",
  });
  const file = join(directory.path, wheel.fileName);
  writeFileSync(file, wheel.bytes);
  const choice = "artifact=wheel and (mode=venv or extra=more)";
  const { exit, stdout, stderr } = await start(
    ["verify", file, "--matrix", "declared", "--installer", "uv", "--cells", choice, "--offline", "--json"],
    { cwd: directory.path, env: { SHIPWHEEL_STATE_DIR: join(directory.path, "state") } },
  ).ended;
  expect(exit, stderr).toBe(0);
  const { trials } = JSON.parse(stdout) as RunReport;
  const plain = trials.filter(({ mode, extras }) => mode === "venv" && extras.length === 0);
  const minors = plain.map(({ python }) => python.split(".").slice(0, 2).join("."));
  expect(minors.toSorted((a, b) => Number(a.slice(2)) - Number(b.slice(2)))).toEqual(DECLARED);
  const here = plain.filter(({ outcome }) => outcome !== "skipped");
  expect(here.length).toBeGreaterThan(0);
  for (const { outcome, imported } of here)
    expect({ outcome, imported }).toEqual({ outcome: "ok", imported: ["zq_declared"] });
  for (const { outcome, python, notTried } of plain.filter((each) => !here.includes(each)))
    expect({ outcome, notTried }).toMatchObject({
      outcome: "skipped",
      notTried: [{ reason: `CPython ${python} is not here, and nothing may be fetched (--offline)` }],
    });
  expect(trials.filter(({ extras }) => extras.join() === "more").map(({ outcome }) => outcome)).toEqual([
    "ok",
  ]);
});
