import { mentions, settingsPlace } from "../tool-settings.ts";
import type { GateKind, GateTrace, GateVerdict } from "../gate-kind.ts";
import { broken, failed, numberIn, passed, said, vacuous } from "../verdicts.ts";

/** Files that name the commands by which a project formats. */
const COMMANDS =
  /^(?:\.pre-commit-config\.yaml|\.github\/workflows\/[^/]+\.ya?ml|\.gitlab-ci\.yml|tox\.(?:ini|toml)|noxfile\.py|Makefile|justfile|pyproject\.toml)$/;

/** Layout of the code by ruff, for a project that is formatted by it today. */
export const ruffFormat: GateKind = {
  id: "ruff-format",
  summary: "code format by ruff",
  tool: "ruff",
  environment: "tool",
  onEveryPython: false,
  withoutSources: false,
  coveredBy: [],
  async detect(tree) {
    const place = await settingsPlace(tree, { files: ["ruff.toml", ".ruff.toml"], table: ["tool", "ruff"] });
    if (place === null) return null;
    const format = await settingsPlace(tree, { table: ["tool", "ruff", "format"] });
    return format ?? mentions(tree, COMMANDS, /\bruff["',\s]+format\b|\bid: ruff-format\b/);
  },
  commands: ({ settings: { paths, args } }) =>
    Promise.resolve({
      steps: [{ argv: ["python", "-I", "-m", "ruff", "format", "--check", "--no-cache", ...args, ...paths] }],
    }),
  judge,
};

function judge({ runs: [run] }: GateTrace): GateVerdict {
  if (run === undefined) return broken("file", run);
  const output = said(run);
  const [bad, good] = [
    numberIn(output, /^(\d+) files? would be reformatted/m),
    numberIn(output, /\b(\d+) files? already formatted/),
  ];
  const checked = (bad ?? 0) + (good ?? 0);
  if (
    /No Python files found|No files found under the given path/.test(output) ||
    (run.status === 0 && checked === 0)
  )
    return vacuous(
      "file",
      "no Python file was found",
      "correct include and exclude in ruff's settings, or paths of the gate",
    );
  if (bad !== null && bad > 0) return failed(bad, "unformatted file", checked, "file");
  return run.status === 0 ? passed(checked, "file") : broken("file", run);
}
