import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import cases from "../cases/bad-dists/expected.json" with { type: "json" };
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { checkPaths } from "../../src/check/inputs/check-paths.ts";
import { Fault } from "../../src/findings/fault.ts";
import type { Severity } from "../../src/findings/finding.ts";
import { temporaryDirectory } from "./tree.ts";

/** One deliberately broken tree, distribution or set of them. */
export interface BadCase {
  readonly id: string;
  /** The rule that names the defect; `-` for a clean control. */
  readonly rule: string;
  readonly kind: string;
  /** `none` for a control. */
  readonly severity: string;
  readonly note: string;
  /** Below the folder of the cases. */
  readonly files: readonly string[];
  /** What each other tool said, by its name. */
  readonly peers: Readonly<Partial<Record<string, string>>>;
}

/** What shipwheel says of one case, worst first. */
export interface CaseFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
}

/** Every case, in the order of the list that came with them. */
export const BAD_CASES: readonly BadCase[] = cases;

/** Unpacks the cases; they are gone at the end of the scope. */
export async function unpackBadCases(): Promise<{ readonly path: string } & AsyncDisposable> {
  const directory = await temporaryDirectory("shipwheel-bad-dists-");
  const archive = join(import.meta.dirname, "../cases/bad-dists/cases.tar.gz");
  await promisify(execFile)("tar", ["-xzf", archive, "-C", directory.path]);
  return directory;
}

/** Runs `check` with its defaults over one case. A tree that cannot be read at all is one finding. */
export async function checkBadCase(each: BadCase, folder: string): Promise<readonly CaseFinding[]> {
  await using node = nodePorts({});
  const paths = each.files.map((file) => join(folder, file));
  try {
    const { findings } = await checkPaths({ paths, allowNoGit: true, select: [], ignore: [] }, node.ports);
    return findings
      .map(({ rule, severity, message }) => ({ rule, severity, message }))
      .toSorted((a, b) => RANK[a.severity] - RANK[b.severity]);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [{ rule: error.code, severity: "error", message: error.message }];
  }
}

const RANK = { error: 0, warning: 1, info: 2 } as const;

/** How an answer compares with what is expected. */
export type Verdict = "found" | "other severity" | "missed" | "silent" | "false alarm";

/** Judges the findings of a case: a control may have no error and no warning. */
export function judge(each: BadCase, findings: readonly CaseFinding[]): Verdict {
  if (each.rule === "-")
    return findings.some(({ severity }) => severity !== "info") ? "false alarm" : "silent";
  const named = findings.filter(({ rule }) => rule === each.rule);
  if (named.length === 0) return "missed";
  return named.some(({ severity }) => severity === each.severity) ? "found" : "other severity";
}
