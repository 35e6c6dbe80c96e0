import { join } from "node:path";
import type { GateKind, GateTrace, GateVerdict } from "../gate-kind.ts";
import { settingsPlace } from "../tool-settings.ts";
import { broken, failed, jsonIn, passed, vacuous, valueAt } from "../verdicts.ts";

/** Everything that tox runs by default, with the built wheel in the place of one of its own. */
export const tox: GateKind = {
  id: "tox",
  summary: "the environments of tox, with the built wheel",
  tool: "tox",
  environment: "tool",
  onEveryPython: false,
  withoutSources: false,
  coveredBy: ["pytest"],
  detect: (tree) =>
    settingsPlace(tree, {
      files: ["tox.ini", "tox.toml"],
      table: ["tool", "tox"],
      sections: [["setup.cfg", "tox:tox"]],
    }),
  commands({ settings: { args }, output, wheel }) {
    const package_ = wheel?.isPure === true ? ["--installpkg", wheel.path] : [];
    const fixed = ["--colored=no", "--workdir", join(output, "work"), "--skip-missing-interpreters=false"];
    const report = ["--result-json", join(output, "tox.json")];
    return Promise.resolve({
      steps: [{ argv: ["python", "-I", "-m", "tox", "run", ...fixed, ...report, ...package_, ...args] }],
    });
  },
  judge,
};

function judge({ runs: [run], text }: GateTrace): GateVerdict {
  if (run === undefined) return broken("environment", run);
  if (/No loadable .* found, assuming empty tox\.ini/.test(`${run.stdout}\n${run.stderr}`))
    return vacuous("environment", "tox found no settings", "add tox.ini, tox.toml or [tool.tox]");
  const environments = Object.values(
    valueAt(jsonIn(text("tox.json")), "testenvs") ?? {},
  ) as readonly unknown[];
  const tried = environments.filter((each) => commandCount(each) > 0);
  const bad = tried.filter((each) => valueAt(each, "result", "success") === false).length;
  if (bad > 0) return failed(bad, "failed environment", tried.length, "environment");
  if (run.status !== 0) return broken("environment", run);
  if (tried.length === 0)
    return vacuous(
      "environment",
      "no environment ran a command",
      "set commands in tox's settings, or name environments in args of the gate",
    );
  return passed(tried.length, "environment");
}

function commandCount(environment: unknown): number {
  const commands = valueAt(environment, "test");
  return Array.isArray(commands) ? commands.length : 0;
}
