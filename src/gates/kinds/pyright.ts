import { settingsPlace } from "../tool-settings.ts";
import type { GateKind, GateTrace, GateVerdict } from "../gate-kind.ts";
import { broken, failed, jsonIn, passed, vacuous, valueAt } from "../verdicts.ts";

/** Static types by pyright. */
export const pyright: GateKind = {
  id: "pyright",
  summary: "static types by pyright",
  tool: "pyright",
  environment: "release",
  onEveryPython: false,
  withoutSources: false,
  coveredBy: [],
  detect: (tree) => settingsPlace(tree, { files: ["pyrightconfig.json"], table: ["tool", "pyright"] }),
  commands: ({ settings: { paths, args } }) =>
    Promise.resolve({
      steps: [{ argv: ["python", "-I", "-m", "pyright", "--outputjson", ...args, ...paths] }],
    }),
  judge,
};

function reportOf(output: string): readonly string[] {
  const found = valueAt(jsonIn(output), "generalDiagnostics");
  return (Array.isArray(found) ? (found as readonly unknown[]) : []).map((each) => {
    const line = Number(valueAt(each, "range", "start", "line")) + 1;
    return `${String(valueAt(each, "file"))}:${line}: ${String(valueAt(each, "severity"))}: ${String(valueAt(each, "message"))}`;
  });
}

function judge({ runs: [run] }: GateTrace): GateVerdict {
  const summary = valueAt(jsonIn(run?.stdout ?? ""), "summary");
  const [files, errors] = [valueAt(summary, "filesAnalyzed"), valueAt(summary, "errorCount")];
  if (typeof files !== "number" || typeof errors !== "number") return broken("file", run);
  if (files === 0)
    return vacuous("file", "no file was analyzed", "correct include and exclude in pyright's settings");
  if (errors > 0) return { ...failed(errors, "error", files, "file"), report: reportOf(run?.stdout ?? "") };
  return run?.status === 0 ? passed(files, "file") : broken("file", run);
}
