import { join } from "node:path";
import type { SourceTree } from "../../tree/source-tree.ts";
import type { GateKind, GateTrace, GateVerdict } from "../gate-kind.ts";
import { sourceFileCount, sourcePaths } from "../source-paths.ts";
import { iniSection, settingsPlace } from "../tool-settings.ts";
import { broken, failed, numberIn, passed, said, vacuous } from "../verdicts.ts";

const SECTIONS = [
  ["mypy.ini", "mypy"],
  [".mypy.ini", "mypy"],
  ["setup.cfg", "mypy"],
] as const;

const IGNORES_ERRORS = "ignore_errors";

/** Static types by mypy. */
export const mypy: GateKind = {
  id: "mypy",
  summary: "static types by mypy",
  tool: "mypy",
  environment: "release",
  onEveryPython: false,
  withoutSources: false,
  coveredBy: [],
  detect: (tree) => settingsPlace(tree, { table: ["tool", "mypy"], sections: SECTIONS }),
  async commands({ tree, settings: { paths, args }, output }) {
    const chosen = paths.length > 0 ? paths : (await namesTargets(tree)) ? [] : sourcePaths(tree);
    const fixed = ["--no-color-output", "--show-error-codes", `--cache-dir=${join(output, "cache")}`];
    return {
      facts: (await ignoresErrors(tree)) ? [IGNORES_ERRORS] : [],
      steps: [{ argv: ["python", "-I", "-m", "mypy", ...fixed, ...args, ...chosen] }],
    };
  },
  judge,
};

async function setting(tree: SourceTree, key: string): Promise<unknown> {
  const table = tree.pyproject?.get(["tool", "mypy", key]);
  if (table !== undefined) return table;
  for (const [path, section] of SECTIONS) {
    const found = (await iniSection(tree, path, section))?.get(key);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function namesTargets(tree: SourceTree): Promise<boolean> {
  const found = await Promise.all(["files", "packages", "modules"].map((key) => setting(tree, key)));
  return found.some((each) => each !== undefined);
}

async function ignoresErrors(tree: SourceTree): Promise<boolean> {
  return /^true$/i.test(String(await setting(tree, "ignore_errors")));
}

const REMEDY = "set files in mypy's settings, or paths of the gate, to the import package";

function judge({ runs: [run], tree, facts }: GateTrace): GateVerdict {
  if (run === undefined || run.status === null) return broken("file", run);
  const output = said(run);
  if (/There are no \.py\[i\] files in directory|error: Missing target module, package, files/.test(output))
    return vacuous("file", "no file was checked", REMEDY);
  const found = numberIn(output, /^Found (\d+) errors? in /m);
  const checked = numberIn(output, /\bchecked (\d+) source files?\b/);
  if (found !== null) return failed(found, "error", checked, "file");
  const count = numberIn(output, /^Success: no issues found in (\d+) source files?/m);
  if (run.status !== 0 || count === null) return broken("file", run);
  if (count === 0) return vacuous("file", "no file was checked", REMEDY);
  if (facts.includes(IGNORES_ERRORS))
    return vacuous(
      "file",
      "ignore_errors = true hides every error",
      "remove ignore_errors from mypy's settings",
    );
  const all = sourceFileCount(tree);
  return passed(count, "file", count < all ? `${count} of ${all} files of the project` : undefined);
}
