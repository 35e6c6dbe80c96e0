import type { SourceTree } from "../../tree/source-tree.ts";
import type { GateKind, GateTrace, GateVerdict } from "../gate-kind.ts";
import { broken, failed, passed, vacuous } from "../verdicts.ts";

/** The scripts of `examples/`, each with the installed release. */
export const examples: GateKind = {
  id: "examples",
  summary: "each script of examples/, with the installed wheel",
  tool: null,
  environment: "release",
  onEveryPython: false,
  withoutSources: true,
  coveredBy: [],
  // Examples may want a network, a device or a person.
  proposal: { required: false },
  detect: (tree) => Promise.resolve(scripts(tree, [])[0] ?? null),
  commands: ({ tree, settings: { paths, args } }) =>
    Promise.resolve({ steps: scripts(tree, paths).map((path) => ({ argv: ["python", path, ...args] })) }),
  judge,
};

/** Scripts in a directory of examples, or at paths; a module that only others import has a name with an underscore. */
function scripts(tree: SourceTree, paths: readonly string[]): readonly string[] {
  const roots = paths.length > 0 ? paths : ["examples", "example"];
  return tree.files
    .filter(({ kind }) => kind === "file")
    .map(({ path }) => path)
    .filter(
      (path) =>
        /(?:^|\/)[^_/][^/]*\.py$/.test(path) &&
        roots.some((root) => path === root || path.startsWith(`${root.replace(/\/+$/, "")}/`)),
    );
}

function judge({ runs }: GateTrace): GateVerdict {
  if (runs.length === 0)
    return vacuous("script", "there is no script", "set paths of the gate to the scripts of the examples");
  if (runs.some(({ status }) => status === null))
    return broken(
      "script",
      runs.find(({ status }) => status === null),
    );
  const bad = runs.filter(({ status }) => status !== 0).length;
  return bad > 0 ? failed(bad, "failed script", runs.length, "script") : passed(runs.length, "script");
}
