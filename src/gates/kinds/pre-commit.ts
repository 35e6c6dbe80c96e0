import type { GateKind, GateTrace, GateVerdict } from "../gate-kind.ts";
import { settingsPlace } from "../tool-settings.ts";
import { broken, failed, passed, said, vacuous } from "../verdicts.ts";

/** The hooks of pre-commit, on every file. */
export const preCommit: GateKind = {
  id: "pre-commit",
  summary: "the hooks of pre-commit, on every file",
  tool: "pre-commit",
  environment: "tool",
  onEveryPython: false,
  withoutSources: false,
  coveredBy: ["ruff", "mypy", "pyright", "bandit"],
  detect: (tree) => settingsPlace(tree, { files: [".pre-commit-config.yaml"] }),
  commands: ({ settings: { args } }) =>
    Promise.resolve({
      steps: [
        { argv: ["python", "-I", "-m", "pre_commit", "run", "--all-files", "--color", "never", ...args] },
      ],
    }),
  judge,
};

function judge({ runs: [run] }: GateTrace): GateVerdict {
  if (run === undefined) return broken("hook", run);
  const lines = said(run).split("\n");
  const count = (end: string): number =>
    lines.filter((line) => line.includes("...") && line.endsWith(end)).length;
  const [good, bad, skipped] = [count("Passed"), count("Failed"), count("Skipped")];
  if (bad > 0) return failed(bad, "failed hook", good + bad, "hook");
  if (run.status !== 0) return broken("hook", run);
  if (good === 0)
    return vacuous(
      "hook",
      skipped === 0 ? "no hook is configured" : `all ${skipped} hooks were skipped`,
      "correct repos and files in .pre-commit-config.yaml",
    );
  return passed(good, "hook");
}
