import { join } from "node:path";
import { billName, billOfMaterials } from "../../sbom/bill-of-materials.ts";
import { sourceDate } from "../../build/source-date-epoch.ts";
import { buildReport } from "../../engine/build-report.ts";
import { defineStage, type Stage } from "../../engine/stage.ts";

/** Writes the bill of materials beside the report, as the release will attach it. */
export const writeBill: Stage = defineStage({
  id: "sbom",
  title: "write the SBOM",
  phase: "verify",
  needs: ["distributions", "verified", "output", "config", "tree"],
  wants: ["built", "pythons", "buildLock"],
  gives: [],
  async run(input, { ports }) {
    const { distributions, verified, output, config, tree } = input;
    if (!config.release.sbom) return { values: {}, idle: "release.sbom = false" };
    const metadata = distributions.find((each) => each.metadata !== null)?.metadata;
    const installed = verified.trials.flatMap((trial) => trial.dependencies);
    const time = sourceDate(tree, ports);
    const text = await billOfMaterials({
      files: distributions,
      installed,
      built: buildReport(input).build?.environment ?? [],
      time,
    });
    if (text === null || metadata === undefined || metadata === null) {
      return { values: {}, idle: "no distribution has metadata" };
    }
    const name = billName(metadata.name, metadata.version);
    await ports.files.write(join(output.root, name), text);
    return { values: {}, detail: name };
  },
});
