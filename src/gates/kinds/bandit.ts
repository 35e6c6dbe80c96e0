import { join } from "node:path";
import { sourcePaths } from "../source-paths.ts";
import { settingsPlace } from "../tool-settings.ts";
import type { GateKind, GateTrace, GateVerdict } from "../gate-kind.ts";
import { broken, failed, jsonIn, passed, vacuous, valueAt } from "../verdicts.ts";

/** Security problems in the code by bandit. */
export const bandit: GateKind = {
  id: "bandit",
  summary: "security problems in the code by bandit",
  tool: "bandit",
  environment: "tool",
  onEveryPython: false,
  withoutSources: false,
  coveredBy: [],
  detect: (tree) => settingsPlace(tree, { files: [".bandit"], table: ["tool", "bandit"] }),
  commands({ tree, settings: { paths, args }, output }) {
    const chosen = paths.length > 0 ? paths : sourcePaths(tree);
    const settings = tree.pyproject?.get(["tool", "bandit"]) === undefined ? [] : ["-c", "pyproject.toml"];
    const fixed = ["-q", "-f", "json", "-o", join(output, "bandit.json"), ...settings];
    return Promise.resolve({
      steps: [{ argv: ["python", "-I", "-m", "bandit", ...fixed, ...args, "-r", ...chosen] }],
    });
  },
  judge,
};

function lineOf(result: unknown): string {
  const [file, line, id, text] = ["filename", "line_number", "test_id", "issue_text"].map((key) =>
    String(valueAt(result, key)),
  );
  return `${file}:${line}: ${id} ${text}`;
}

function judge({ runs: [run], text }: GateTrace): GateVerdict {
  const report = jsonIn(text("bandit.json"));
  const [lines, errors, results] = [
    valueAt(report, "metrics", "_totals", "loc"),
    valueAt(report, "errors"),
    valueAt(report, "results"),
  ];
  if (!Array.isArray(errors) || !Array.isArray(results)) return broken("line", run);
  const [first] = errors as readonly unknown[];
  if (first !== undefined) {
    const [file, reason] = [valueAt(first, "filename"), valueAt(first, "reason")];
    return vacuous(
      "line",
      `${String(file)} was not checked: ${String(reason)}`,
      "correct the file, or exclude it in bandit's settings",
    );
  }
  if (typeof lines !== "number" || lines === 0)
    return vacuous("line", "no line of code was checked", "set paths of the gate to the import package");
  if (results.length > 0)
    return { ...failed(results.length, "problem", lines, "line"), report: results.map(lineOf) };
  return run?.status === 0 ? passed(lines, "line") : broken("line", run);
}
