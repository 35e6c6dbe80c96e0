import { smokeCommandTexts } from "../../config/schema.ts";
import { runChecks } from "../../check/engine.ts";
import { startScan } from "../../check/scan/scan-imports.ts";
import { plural } from "../../values/words.ts";
import { renderDescriptions } from "../render-descriptions.ts";
import { defineStage, type Stage } from "../stage.ts";

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
    const existing = request.existing ?? config.publish.existing;
    const wheel = distributions.find((each) => each.kind === "wheel");
    const version = distributions[0]?.metadata?.version;
    const [imports, renderings] = await Promise.all([
      scan?.finish(wheel?.path, wheel?.metadata?.requiresPython),
      renderDescriptions({ tree, distributions }, renderer),
    ]);
    const checked = await runChecks(
      {
        tree,
        distributions,
        target: config.target,
        builtFromTree: true,
        purpose: "release",
        today: ports.clock.now(),
        ...(existing === undefined ? {} : { existing }),
        ...(version === undefined ? {} : { version }),
        ...(imports === undefined ? {} : { imports }),
        ...(renderings === undefined ? {} : { renderings }),
        ...(indexFacts === undefined || indexFacts === null ? {} : { index: indexFacts }),
      },
      config.check,
    );
    const detail = `${plural(checked.ran.length, "rule")}, ${checked.skipped.length} skipped`;
    // Strict mode told these already, and more sternly.
    const told = new Set(strict.map((each) => each.rule));
    const findings = checked.findings.filter((each) => !told.has(each.rule));
    return { values: { checked }, findings, detail };
  },
});
