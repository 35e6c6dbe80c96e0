import { smokeCommandTexts } from "../../config/schema.ts";
import { runChecks } from "../../check/engine/engine.ts";
import { startScan } from "../../check/scan/scan-imports.ts";
import { plural } from "../../text/plural.ts";
import { gatherInputs } from "../../check/inputs/gather-inputs.ts";
import { ruleSet } from "../../check/inputs/rule-set.ts";
import { defineStage, type Stage } from "../../engine/stage.ts";
import { KNOWN_TO_STRICT_MODE, TOLD_BY_CHECK } from "../../check/inputs/version-order.ts";

/** Starts the scan of the tree's sources, which runs while the build does; the wheel's are added to it later. */
export const startSourceScan: Stage = defineStage({
  id: "scan",
  title: "start the scan of the sources",
  phase: "check",
  needs: ["tree", "config", "pythons"],
  gives: ["scan"],
  async run({ tree, config, pythons }, { ports, closeLater }) {
    const commands = smokeCommandTexts(config);
    const scan = await startScan({ tree, commands }, pythons[0].executable, ports);
    closeLater(scan);
    return { values: { scan } };
  },
});

/** With --worktree the changes are meant, and the tag at HEAD is not that of the tree that is rehearsed. */
const OF_THE_COMMIT: ReadonlySet<string> = new Set(["V001", "V002"]);

/** Every rule on the tree, and on the distributions when they came about. */
export const check: Stage = defineStage({
  id: "check",
  title: "check tree and distributions",
  phase: "check",
  needs: ["request", "tree", "config", "renderer"],
  wants: ["distributions", "scan", "strict", "indexFacts"],
  gives: ["checked"],
  async run(
    { request, tree, config, renderer, distributions = [], scan, strict = [], indexFacts },
    { ports },
  ) {
    const wheel = distributions.find((each) => each.kind === "wheel");
    const version = distributions[0]?.metadata?.version;
    const set = await ruleSet(config.check, tree.root, request.plugins === true, ports);
    const inputs = await gatherInputs(
      { tree, distributions },
      { existing: request.existing, purpose: "release" },
      config,
      renderer,
      ports,
      {
        builtFromTree: true,
        imports: scan?.finish(wheel?.path, wheel?.metadata?.requiresPython) ?? Promise.resolve(undefined),
        index: indexFacts ?? undefined,
        ...(version === undefined ? {} : { version }),
      },
    );
    const checked = await runChecks(inputs, config.check, set.rules);
    const detail = `${plural(checked.ran.length, "rule")}, ${checked.skipped.length} skipped`;
    // Strict mode told these already, and more sternly.
    const own = strict.filter((each) => TOLD_BY_CHECK.has(each.rule));
    const told = new Set(strict.filter((each) => !own.includes(each)).map((each) => each.rule));
    const isStrict = config.version.mode === "strict";
    const isChangedTree = request.worktree && (tree.git?.dirty.length ?? 0) > 0;
    const findings = checked.findings.filter(
      ({ rule }) =>
        !told.has(rule) &&
        !(isStrict && KNOWN_TO_STRICT_MODE.has(rule)) &&
        !(isChangedTree && OF_THE_COMMIT.has(rule)),
    );
    // Without distributions only strict mode knows a version that is computed.
    const seen = new Set(
      [...findings, ...checked.ignored.map((each) => each.finding)].map((each) => each.rule),
    );
    const unseen = distributions.length > 0 ? [] : own.filter((each) => !seen.has(each.rule));
    const skipped = [...checked.skipped, ...set.skipped];
    return { values: { checked: { ...checked, skipped } }, findings: [...findings, ...unseen], detail };
  },
});
