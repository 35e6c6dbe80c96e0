import { describe, expect, test } from "vitest";
import { nodePorts } from "../../../src/adapters/node-ports.ts";
import { runChecks } from "../../../src/check/engine/engine.ts";
import { fixTree, type Fixing } from "../../../src/check/engine/fixes.ts";
import { RULES } from "../../../src/check/engine/registry.ts";
import type { ImportScan } from "../../../src/check/scan/import-scan.ts";
import { scanImports } from "../../../src/check/scan/scan-imports.ts";
import { DEFAULT_CONFIG } from "../../../src/config/schema.ts";
import { withTexts } from "../../../src/tree/read-source-tree.ts";
import type { SourceTree } from "../../../src/tree/source-tree.ts";
import type { Finding } from "../../../src/findings/finding.ts";
import { CASES } from "../cases/all.ts";
import type { StrictFacts } from "../../../src/versioning/strict-facts.ts";
import { historyOf } from "../../support/history.ts";
import { GOOD_TREE, overlay, type Overlay } from "../../support/tree.ts";
import { withSituation, type RuleCase, type Situation } from "../rule-case.ts";
import { needsPython } from "../rule-tests.ts";

/** A case whose rule says that it can fix. */
export const FIXABLE: readonly RuleCase[] = CASES.filter(
  (each) => each.fires.tree !== undefined && RULES.find((rule) => rule.code === each.code)?.fix != null,
);

interface Made extends Fixing {
  readonly before: Finding | undefined;
  /** What fixing the fixed tree once more would change. */
  readonly again: Fixing["edits"];
}

/** Fixes a case's tree, checked by its rule alone. */
function fix(each: RuleCase): Promise<Made> {
  // Distributions would still be those of the tree before.
  const { wheel: _wheel, sdist: _sdist, otherWheel: _other, raw: _raw, ...tree } = each.fires;
  return withSituation({ ...tree, git: tree.git ?? {} }, needsPython(each.code), async (inputs) => {
    if (inputs.tree === undefined) throw new Error("the case has no tree");
    const config = { ...DEFAULT_CONFIG.check, select: [each.code] };
    const situation = { ...inputs, tree: inputs.tree };
    const rescan = async (tree: SourceTree): Promise<ImportScan> => {
      await using node = nodePorts({});
      return await scanImports({ tree }, "python3", node.ports);
    };
    const before = await runChecks(situation, config);
    const again = tree.history ?? ((plain: StrictFacts) => plain);
    const reread = async (edited: SourceTree): Promise<StrictFacts | undefined> => {
      const plain = historyOf(edited, tree.version);
      return plain === undefined ? undefined : again(plain);
    };
    const made = await fixTree(situation, before, config, { which: "all", rescan, reread });
    const texts = new Map(made.edits.map((edit) => [edit.path, edit.after ?? ""]));
    const fixed = { ...situation, tree: withTexts(inputs.tree, texts) };
    const { edits } = await fixTree(fixed, made.after, config, { which: "all" });
    return { ...made, before: before.findings.find((finding) => finding.rule === each.code), again: edits };
  });
}

/** The tests of some of the cases that can be fixed. */
export function testFixes(fixable: readonly RuleCase[]): void {
  /** Codes whose fix was made. */
  const shown = new Set<string>();

  describe.each(fixable.map((each) => [`${each.code} ${each.about ?? ""}`.trim(), each] as const))(
    "%s",
    (_name, each) => {
      test("is silent once it is fixed, nothing else is touched, and twice is once", async () => {
        const { before, fixed, edits, after, again } = await fix(each);
        if (before?.fix === undefined) return;
        shown.add(each.code);
        expect(before.fix.safety).toBe(RULES.find((rule) => rule.code === each.code)?.fix);
        expect(fixed.map((finding) => finding.rule)).toContain(each.code);
        expect(after.findings.filter((finding) => finding.rule === each.code)).toEqual([]);
        expect(again).toEqual([]);
        for (const edit of edits) expectOnlyMeantChanges(edit.before ?? "", edit.after ?? "");
        const windows = await fix({ ...each, fires: withCrlf(each.fires) });
        const expected = edits.map(({ path, after }) => [path, after?.replaceAll("\n", "\r\n")]);
        // A file that is new has the line endings of nobody.
        const made = windows.edits.map(({ path, before, after }) => [
          path,
          before === null ? after?.replaceAll("\n", "\r\n") : after,
        ]);
        expect(made).toEqual(expected);
      });
    },
  );

  test("every rule that says that it can fix has a case in which it does", () => {
    const claimed = [...new Set(fixable.map(({ code }) => code))];
    expect(claimed.filter((code) => !shown.has(code))).toEqual([]);
  });
}

/** The same tree with the line endings of Windows. */
function withCrlf(situation: Situation): Situation {
  const files = [...overlay(GOOD_TREE, situation.tree ?? {})].map(([path, content]) => [
    path,
    typeof content === "string" ? content.replaceAll("\n", "\r\n") : content,
  ]);
  const gone = Object.keys(GOOD_TREE).map((path) => [path, null]);
  return { ...situation, tree: Object.fromEntries([...gone, ...files]) as Overlay };
}

/** Lines that were there stay there, but for those of the change: comments survive. */
function expectOnlyMeantChanges(before: string, after: string): void {
  const left = after.split("\n");
  const gone = before.split("\n").filter((line) => !left.includes(line));
  const commented = gone.filter((line) => /^\s*#/.test(line));
  expect(commented).toEqual([]);
}
