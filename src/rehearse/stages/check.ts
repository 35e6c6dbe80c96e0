import { smokeCommandTexts } from "../../config/schema.ts";
import { isScanned } from "../../distribution/distribution.ts";
import { runChecks } from "../../check/engine/engine.ts";
import { startScan } from "../../check/scan/scan-imports.ts";
import type { Rule } from "../../check/engine/rule.ts";
import { plural } from "../../text/plural.ts";
import { gatherInputs } from "../../check/inputs/gather-inputs.ts";
import { defineStage, type Stage } from "../../engine/stage.ts";
import { VERSION_RULES } from "../../check/inputs/read-history.ts";

/** Starts the scan of the tree's sources, which runs while the build does; the wheel's are added to it later. */
export const startSourceScan: Stage = defineStage({
  id: "scan",
  title: "start the source scan",
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

/** Every rule on the tree, and on the distributions when they came about. */
export const check: Stage = defineStage({
  id: "check",
  title: "check project and distributions",
  phase: "check",
  needs: ["request", "tree", "config", "rules", "renderer"],
  wants: ["distributions", "scan", "judged", "indexFacts"],
  gives: ["checked"],
  headline: true,
  async run(
    { request, tree, config, rules, renderer, distributions = [], scan, judged, indexFacts },
    { ports },
  ) {
    const wheel = distributions.find((each) => each.kind === "wheel" && isScanned(each));
    const version = distributions[0]?.metadata?.version;
    const inputs = await gatherInputs(
      { tree, distributions },
      { existing: request.existing, purpose: "release" },
      config,
      renderer,
      ports,
      {
        builtFromTree: true,
        history: judged?.history ?? null,
        imports: scan?.finish(wheel?.path, wheel?.metadata?.requiresPython) ?? Promise.resolve(undefined),
        index: indexFacts ?? undefined,
        ...(version === undefined ? {} : { version }),
      },
    );
    const isOpen = ({ code }: Rule): boolean => judged === undefined || !VERSION_RULES.has(code);
    const checked = await runChecks(inputs, config.check, rules.rules, isOpen);
    const detail = `${plural(checked.ran.length, "rule")}${checked.findings.length === 0 ? ", no findings" : ""}`;
    const skipped = [...checked.skipped, ...rules.skipped];
    return { values: { checked: { ...checked, skipped } }, findings: checked.findings, detail };
  },
});
