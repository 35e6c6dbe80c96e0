import type { GateResult } from "../../src/gates/gate-result.ts";

/** A gate that passes, and one that has checked nothing. */
export const GATE_RESULTS: readonly GateResult[] = [
  {
    name: "pytest",
    kind: "pytest",
    python: "3.13.1",
    required: true,
    outcome: "passed",
    status: 0,
    checked: 12,
    unit: "test",
    findings: 0,
    seconds: 1.5,
    detail: "12 passed",
    output: "12 passed",
    command: ["python", "-m", "pytest"],
  },
  {
    name: "mypy",
    kind: "mypy",
    python: "3.13.1",
    required: true,
    outcome: "vacuous",
    status: 2,
    checked: 0,
    unit: "file",
    findings: null,
    seconds: 0.4,
    detail: "no file was checked",
    output: "There are no .py[i] files in directory 'src'",
    command: ["python", "-m", "mypy", "src"],
  },
];
