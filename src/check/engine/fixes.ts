import type { CheckConfig } from "../../config/sections/check.ts";
import { withTexts } from "../../tree/read-source-tree.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { applyChanges, type FileEdit, type TextChange } from "../../text/file-edit.ts";
import type { Finding, Fix } from "../../findings/finding.ts";
import { runChecks, type CheckResult } from "./engine.ts";
import type { CheckInputs, Rule } from "./rule.ts";
import type { StrictFacts } from "../../versioning/strict-facts.ts";
import type { ImportScan } from "../scan/import-scan.ts";
import { addedError, workflowErrors } from "./workflow-guard.ts";

/** Rounds at most: a fix may bring another defect to light, whose fix is made in the next round. */
const MOST_ROUNDS = 10;

/** What fixing comes to. Nothing is written yet. */
export interface Fixing {
  /** Of the whole of all rounds: a file is named once. */
  readonly edits: readonly FileEdit[];
  /** What was fixed, in the order in which it was. */
  readonly fixed: readonly Finding[];
  /** What a check of the edited tree finds. */
  readonly after: CheckResult;
}

/** A tree is there to be fixed. */
export type FixableInputs = CheckInputs & { readonly tree: SourceTree };

/** How to fix. */
export interface FixOptions {
  /** With `"safe"` the fixes that want a person's eye are left alone. */
  readonly which: "safe" | "all";
  readonly rules?: readonly Rule[];
  /** Reads the Python of an edited tree again. */
  readonly rescan?: (tree: SourceTree) => Promise<ImportScan | undefined>;
  /** Reads the version of an edited tree against its history. */
  readonly reread?: (tree: SourceTree) => Promise<StrictFacts | undefined>;
}

/**
 * Fixes what can be: makes the fixes that do not meet, checks the tree as it would be, and goes on until no fix is
 * left.
 */
export async function fixTree(
  inputs: FixableInputs,
  before: CheckResult,
  config: CheckConfig,
  { which, rules, rescan, reread }: FixOptions,
): Promise<Fixing> {
  const texts = new Map<string, string>();
  const originals = new Map<string, string | null>();
  const fixed: Finding[] = [];
  const { tree } = inputs;
  const read = async (path: string): Promise<string | null> =>
    texts.get(path) ?? (await originalText(tree, path));
  const merge: Merge = (findings) => mergeFixes(findings, which, read, (path) => tree.has(path));
  const errorsWith = (changed: ReadonlyMap<string, string>): Promise<readonly Finding[]> =>
    workflowErrors({ ...inputs, tree: withTexts(tree, new Map([...texts, ...changed])) });
  const unsound = new Map<string, Finding>();
  let after = before;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const wanted = after.findings.filter((each) => !unsound.has(fixKey(each)));
    const made = await soundFixes(wanted, merge, errorsWith);
    for (const { finding, adds } of made.unsound) unsound.set(fixKey(finding), adds);
    if (made.fixed.length === 0 && made.unsound.length === 0) break;
    for (const [path, text] of made.texts) {
      if (!originals.has(path)) originals.set(path, await originalText(tree, path));
      texts.set(path, text);
    }
    for (const each of made.fixed) fixed.push(each);
    const edited = withTexts(tree, texts);
    const isPython = [...made.texts.keys()].some((path) => path.endsWith(".py"));
    const imports = isPython && inputs.imports !== undefined ? await rescan?.(edited) : undefined;
    const history = inputs.history === undefined ? undefined : await reread?.(edited);
    const situation = {
      ...inputs,
      tree: edited,
      ...(imports !== undefined && { imports }),
      ...(history !== undefined && { history }),
    };
    after = await runChecks(situation, config, rules);
  }
  const edits = [...texts]
    .map(([path, text]): FileEdit => ({ path, before: originals.get(path) ?? null, after: text }))
    .filter((edit) => edit.before !== edit.after)
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const findings = after.findings.map((each) => withoutUnsound(each, unsound.get(fixKey(each))));
  return { edits, fixed, after: { ...after, findings } };
}

/** What a fix is told by, wherever other edits have moved it. */
function fixKey({ rule, location, message, fix }: Finding): string {
  return [rule, location?.file, message, fix?.title].join("\n");
}

/** A finding whose fix would break the workflow has none, and says so. */
function withoutUnsound({ fix, ...finding }: Finding, adds: Finding | undefined): Finding {
  if (adds === undefined) return fix === undefined ? finding : { ...finding, fix };
  const unfixed = `its fix would break the workflow: ${adds.message} (${adds.rule})`;
  return { ...finding, details: { ...finding.details, unfixed } };
}

interface Merged {
  readonly texts: ReadonlyMap<string, string>;
  readonly fixed: readonly Finding[];
}

type Merge = (findings: readonly Finding[]) => Promise<Merged>;

/**
 * The fixes of a round that add no error to a workflow. One that does so only beside others waits for the next round,
 * where it is decided anew; one that does so alone is unsound.
 */
async function soundFixes(
  findings: readonly Finding[],
  merge: Merge,
  errorsWith: (changed: ReadonlyMap<string, string>) => Promise<readonly Finding[]>,
): Promise<Merged & { readonly unsound: readonly { readonly finding: Finding; readonly adds: Finding }[] }> {
  const all = await merge(findings);
  if (!all.fixed.some(({ rule }) => rule.startsWith("W"))) return { ...all, unsound: [] };
  const before = await errorsWith(new Map());
  const added = async ({ texts }: Merged): Promise<Finding | null> =>
    addedError(before, await errorsWith(texts));
  if ((await added(all)) === null) return { ...all, unsound: [] };
  const unsound: { readonly finding: Finding; readonly adds: Finding }[] = [];
  let kept: Merged = { texts: new Map(), fixed: [] };
  for (const finding of all.fixed) {
    const adds = await added(await merge([finding]));
    if (adds !== null) {
      unsound.push({ finding, adds });
      continue;
    }
    const next = await merge([...kept.fixed, finding]);
    if ((await added(next)) === null) kept = next;
  }
  return { ...kept, unsound };
}

/** One round: fixes as a whole, each only when none of its changes meets one that was taken before it. */
async function mergeFixes(
  findings: readonly Finding[],
  which: "safe" | "all",
  read: (path: string) => Promise<string | null>,
  isThere: (path: string) => boolean,
): Promise<Merged> {
  const taken = new Map<string, TextChange[]>();
  const fixed: Finding[] = [];
  for (const finding of findings) {
    const { fix } = finding;
    if (fix === undefined || (which === "safe" && fix.safety !== "safe")) continue;
    const meets = fix.files.some(({ path, changes }) =>
      changes.some((change) => (taken.get(path) ?? []).some((other) => doMeet(change, other))),
    );
    if (meets || !(await isEditable(fix, read, isThere))) continue;
    for (const { path, changes } of fix.files) taken.set(path, [...(taken.get(path) ?? []), ...changes]);
    fixed.push(finding);
  }
  const texts = new Map<string, string>();
  for (const [path, changes] of taken) {
    const whole = (await read(path)) ?? "";
    // Rules see texts without a byte order mark.
    const mark = whole.startsWith("\ufeff") ? "\ufeff" : "";
    texts.set(path, mark + applyChanges(whole.slice(mark.length), changes));
  }
  return { texts, fixed };
}

/** Two insertions at one place meet, too: which is first nobody knows. */
function doMeet(a: TextChange, b: TextChange): boolean {
  return (
    (a.start < b.end && b.start < a.end) || (a.start === b.start && (a.start === a.end || b.start === b.end))
  );
}

/** False when a file is there whose text cannot be had exactly. */
async function isEditable(
  fix: Fix,
  read: (path: string) => Promise<string | null>,
  isThere: (path: string) => boolean,
): Promise<boolean> {
  for (const { path } of fix.files) if (isThere(path) && (await read(path)) === null) return false;
  return true;
}

/** The text with its byte order mark; null when there is no such file or it is not UTF-8. */
async function originalText(tree: SourceTree, path: string): Promise<string | null> {
  const bytes = await tree.readBytes(path);
  if (bytes === null) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
