import { fault } from "../../findings/fault.ts";
import { runChecks, type CheckResult } from "../../check/engine/engine.ts";
import { fixTree } from "../../check/engine/fixes.ts";
import { RULES } from "../../check/engine/registry.ts";
import { selects } from "../../check/engine/select.ts";
import type { CheckConfig } from "../../config/sections/check.ts";
import type { CheckedPaths, TreeEdits } from "../../check/inputs/check-paths.ts";
import { prefixOf } from "../../check/inputs/place-prefix.ts";
import { readConfig } from "../../config/read-config.ts";
import { DEFAULT_CONFIG, type Config } from "../../config/schema.ts";
import type { Finding } from "../../findings/finding.ts";
import type { Location } from "../../findings/location.ts";
import type { Ports } from "../../ports/ports.ts";
import { workflowTrees, type WorkflowTree } from "./workflow-trees.ts";

/** What is asked of workflows. */
export interface WorkflowCheckRequest {
  /** Absolute paths of files and directories. */
  readonly paths: readonly string[];
  /** The directory that places are relative to. */
  readonly base: string;
  /** Decide the fixes, too; nothing is written. */
  readonly fix: "safe" | "all" | null;
}

const WORKFLOW_RULES = RULES.filter(({ family }) => family === "W");
/** Says what a repository lacks, of which single files are no proof. */
const OF_WHOLE = new Set(["W020", "W021", "W037", "W040"]);

/** Checks workflows against every rule for them, those that are off by default included. */
export async function checkWorkflows(request: WorkflowCheckRequest, ports: Ports): Promise<CheckedPaths> {
  const pending = [...(await workflowTrees(request.paths, ports))].toReversed();
  if (pending.length === 0) throw fault("workflow/none", { paths: request.paths.join(", ") });
  const parts: Part[] = [];
  // One after the other: a thousand parsed files at once are nothing but work for the garbage collector.
  // A tree that was checked is let go.
  for (let each = pending.pop(); each !== undefined; each = pending.pop())
    parts.push(await checkTree(each, request, ports));
  return {
    paths: request.paths,
    findings: parts.flatMap(({ findings }) => findings),
    ignored: parts.flatMap(({ ignored }) => ignored),
    skipped: [],
    ran: [...new Set(parts.flatMap(({ ran }) => ran))],
    edits: parts.flatMap(({ edits }) => (edits.edits.length > 0 ? [edits] : [])),
    fixed: parts.flatMap(({ fixed }) => fixed),
    baseline: "",
    rules: WORKFLOW_RULES,
  };
}

type Part = Pick<CheckResult, "findings" | "ignored" | "ran"> & {
  readonly edits: TreeEdits;
  readonly fixed: readonly Finding[];
};

async function checkTree(of: WorkflowTree, { base, fix }: WorkflowCheckRequest, ports: Ports): Promise<Part> {
  const { tree, root, places, isWhole } = of;
  const config = settingsOf(of);
  const rules = WORKFLOW_RULES.filter(({ code }) => isWhole || !OF_WHOLE.has(code));
  const inputs = { tree, distributions: [], target: "pypi", today: ports.clock.now() } as const;
  const check = { ...config.check, select: ["all"], "extend-select": [], ...ofRules(config.check) };
  const before = await runChecks(inputs, check, rules);
  const fixing = fix === null ? null : await fixTree(inputs, before, check, { which: fix, rules });
  const prefix = prefixOf(base, root);
  const inPlace = (path: string): string => places.get(path) ?? path;
  const shown = (location: Location): Location => ({
    ...location,
    file: `${prefix}${inPlace(location.file)}`,
  });
  const place = (finding: Finding): Finding => ({
    ...finding,
    ...(finding.location === undefined ? {} : { location: shown(finding.location) }),
    ...(finding.related === undefined ? {} : { related: finding.related.map(shown) }),
    message: [...places].reduce((text, [from, to]) => text.replaceAll(from, to), finding.message),
  });
  const result = fixing?.after ?? before;
  return {
    findings: result.findings.map(place),
    ignored: result.ignored,
    ran: result.ran,
    edits: {
      root,
      prefix,
      edits: (fixing?.edits ?? []).map((edit) => ({ ...edit, path: inPlace(edit.path) })),
    },
    fixed: (fixing?.fixed ?? []).map(place),
  };
}

/** The ignores of these rules: what a project ignores of other families is not known here. */
function ofRules(check: CheckConfig): Pick<CheckConfig, "ignore" | "per-file-ignores" | "severity"> {
  const isOurs = (selector: string): boolean => WORKFLOW_RULES.some((rule) => selects(selector, rule));
  return {
    ignore: check.ignore.filter(({ rule }) => isOurs(rule)),
    "per-file-ignores": Object.fromEntries(
      Object.entries(check["per-file-ignores"]).map(([pattern, entries]) => [
        pattern,
        entries.filter(({ rule }) => isOurs(rule)),
      ]),
    ),
    severity: Object.fromEntries(Object.entries(check.severity).filter(([rule]) => isOurs(rule))),
  };
}

/** The project's own settings: what it ignores stays ignored. */
function settingsOf({ tree }: WorkflowTree): Pick<Config, "check"> {
  return tree.pyproject === null ? DEFAULT_CONFIG : readConfig(tree.pyproject);
}
