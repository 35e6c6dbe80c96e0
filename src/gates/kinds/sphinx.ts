import { dirname, join } from "node:path/posix";
import type { SourceTree } from "../../tree/source-tree.ts";
import type { GateKind, GateTrace, GateVerdict } from "../gate-kind.ts";
import { broken, failed, passed, said, vacuous } from "../verdicts.ts";

/** The documentation by Sphinx, warnings as errors; nothing of an earlier run is used, as that hides its warnings. */
export const sphinx: GateKind = {
  id: "sphinx",
  summary: "the documentation by Sphinx, warnings as errors",
  tool: "sphinx",
  environment: "release",
  onEveryPython: false,
  withoutSources: false,
  coveredBy: [],
  detect: (tree) => Promise.resolve(configuration(tree)),
  commands({ tree, settings: { paths, args }, output }) {
    const found = configuration(tree);
    const source = paths[0] ?? (found === null ? "docs" : dirname(found));
    const fresh = ["-E", "-W", "--keep-going", "-b", "html", "-d", join(output, "doctrees")];
    return Promise.resolve({
      steps: [{ argv: ["python", "-I", "-m", "sphinx", ...fresh, ...args, source, join(output, "html")] }],
    });
  },
  judge,
};

/** The usual places first. */
function configuration(tree: SourceTree): string | null {
  const usual = ["docs/conf.py", "doc/conf.py", "docs/source/conf.py", "doc/source/conf.py"];
  return usual.find((path) => tree.has(path)) ?? null;
}

const NO_PAGE = new Set(["genindex.html", "search.html", "py-modindex.html"]);

function judge({ runs: [run], list }: GateTrace): GateVerdict {
  if (run === undefined) return broken("page", run);
  const output = said(run);
  const pages = list("html").filter((path) => path.endsWith(".html") && !isFixed(path)).length;
  const warnings = output.match(/^.*?(?:WARNING|ERROR|SEVERE): /gm)?.length ?? 0;
  const isAbsent =
    /doesn't contain a conf\.py file|(?:root file|master document) .*(?:not found|must be within)|unable to load the (?:root|master) document|Cannot find source directory/i.test(
      output,
    );
  if (pages === 0 && (run.status === 0 || isAbsent))
    return vacuous(
      "page",
      "no page was built",
      "set paths of the gate to the directory with conf.py and its root document",
    );
  if (pages > 0 && warnings > 0) return failed(warnings, "warning", pages, "page");
  return run.status === 0 ? passed(pages, "page") : broken("page", run);
}

function isFixed(path: string): boolean {
  return NO_PAGE.has(path) || path.startsWith("_static/") || path.startsWith("_modules/");
}
