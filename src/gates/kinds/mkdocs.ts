import { join } from "node:path";
import type { GateKind, GateTrace, GateVerdict } from "../gate-kind.ts";
import { settingsPlace } from "../tool-settings.ts";
import { broken, failed, numberIn, passed, said, vacuous } from "../verdicts.ts";

/** The documentation by MkDocs, warnings as errors. */
export const mkdocs: GateKind = {
  id: "mkdocs",
  summary: "the documentation by MkDocs, warnings as errors",
  tool: "mkdocs",
  environment: "release",
  onEveryPython: false,
  withoutSources: false,
  coveredBy: [],
  detect: (tree) => settingsPlace(tree, { files: ["mkdocs.yml", "mkdocs.yaml"] }),
  commands({ settings: { paths, args }, output }) {
    const file = paths[0] === undefined ? [] : ["-f", paths[0]];
    const fresh = ["--strict", "-d", join(output, "site"), ...file];
    return Promise.resolve({
      steps: [{ argv: ["python", "-I", "-m", "mkdocs", "build", ...fresh, ...args] }],
    });
  },
  judge,
};

const REMEDY = "correct docs_dir in mkdocs.yml, or paths of the gate to the settings of MkDocs";

function judge({ runs: [run], list }: GateTrace): GateVerdict {
  if (run === undefined) return broken("page", run);
  const output = said(run);
  const pages = list("site").filter((path) => path.endsWith(".html") && path !== "404.html").length;
  const isAbsent = /Config file '[^']*' does not exist|isn't an existing directory/.test(output);
  if (isAbsent || (pages === 0 && run.status === 0)) return vacuous("page", "no page was built", REMEDY);
  const warnings = numberIn(output, /Aborted with (\d+) warnings? in strict mode/);
  if (warnings !== null) return failed(warnings, "warning", pages, "page");
  return run.status === 0 ? passed(pages, "page") : broken("page", run);
}
