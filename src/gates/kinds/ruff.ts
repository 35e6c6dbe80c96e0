import { mentions, settingsPlace } from "../tool-settings.ts";
import type { GateKind, GateTrace, GateVerdict } from "../gate-kind.ts";
import { broken, failed, numberIn, passed, vacuous } from "../verdicts.ts";

const RUFF = ["python", "-I", "-m", "ruff"];

/** Lint by ruff. */
export const ruff: GateKind = {
  id: "ruff",
  summary: "lint rules by ruff",
  tool: "ruff",
  environment: "tool",
  onEveryPython: false,
  withoutSources: false,
  coveredBy: [],
  async detect(tree) {
    const place = await settingsPlace(tree, { files: ["ruff.toml", ".ruff.toml"], table: ["tool", "ruff"] });
    return place ?? mentions(tree, /^\.pre-commit-config\.yaml$/, /^\s*- id: ruff(?:-check)?\s*$/m);
  },
  commands: ({ settings: { paths, args } }) =>
    Promise.resolve({
      steps: [
        { argv: [...RUFF, "check", "--show-files", ...paths] },
        { argv: [...RUFF, "check", "--show-settings", ...paths] },
        { argv: [...RUFF, "check", "--output-format=concise", "--no-cache", ...args, ...paths] },
      ],
    }),
  judge,
};

function judge({ runs: [shown, settings, run] }: GateTrace): GateVerdict {
  if (run === undefined || shown?.status !== 0) return broken("file", shown);
  const files = shown.stdout.split("\n").filter((path) => /\.(?:pyi?|ipynb)$/.test(path.trim())).length;
  if (files === 0)
    return vacuous(
      "file",
      "no Python file was found",
      "correct include and exclude in ruff's settings, or paths of the gate",
    );
  if (/^linter\.rules\.enabled = \[\]$/m.test(settings?.stdout ?? ""))
    return vacuous("file", "no rule is enabled", "correct select in [tool.ruff.lint]");
  const found = numberIn(run.stdout, /^Found (\d+) errors?/m);
  if (found !== null && found > 0) return failed(found, "violation", files, "file");
  return run.status === 0 ? passed(files, "file") : broken("file", run);
}
