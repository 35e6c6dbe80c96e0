import { join } from "node:path";
import type { GateKind, GateTrace, GateVerdict } from "../gate-kind.ts";
import { settingsPlace } from "../tool-settings.ts";
import { broken, failed, jsonIn, passed, said, vacuous, valueAt } from "../verdicts.ts";

/** The sessions that nox runs by default. */
export const nox: GateKind = {
  id: "nox",
  summary: "the sessions of nox",
  tool: "nox",
  environment: "tool",
  onEveryPython: false,
  withoutSources: false,
  coveredBy: ["pytest"],
  detect: (tree) => settingsPlace(tree, { files: ["noxfile.py"] }),
  commands({ settings: { args }, output }) {
    const fixed = ["--error-on-missing-interpreters", "--report", join(output, "nox.json")];
    const place = ["--envdir", join(output, "sessions")];
    return Promise.resolve({ steps: [{ argv: ["python", "-I", "-m", "nox", ...fixed, ...place, ...args] }] });
  },
  judge,
};

const REMEDY = "name sessions in args of the gate, or set nox.options.sessions in noxfile.py";

function judge({ runs: [run], text }: GateTrace): GateVerdict {
  if (run === undefined || run.status === null) return broken("session", run);
  const sessions = valueAt(jsonIn(text("nox.json")), "sessions");
  if (!Array.isArray(sessions)) {
    const isEmpty = run.status === 0 || run.status === 3 || /no such file exists/.test(said(run));
    return isEmpty ? vacuous("session", "no session ran", REMEDY) : broken("session", run);
  }
  const count = (...results: readonly string[]): number =>
    sessions.filter((each) => results.includes(String(valueAt(each, "result")))).length;
  const [good, bad] = [count("success"), count("failed", "aborted")];
  if (bad > 0) return failed(bad, "failed session", good + bad, "session");
  if (good === 0) return vacuous("session", "no session ran to its end", REMEDY);
  return run.status === 0 ? passed(good, "session") : broken("session", run);
}
