import { runChecks } from "../../check/engine.ts";
import { scanImports } from "../../check/scan/scan-imports.ts";
import { plural } from "../../values/words.ts";
import { defineStage, type Stage } from "../stage.ts";

/** Every rule on the tree, and on the distributions when they came about. */
export const check: Stage = defineStage({
  id: "check",
  title: "check tree and distributions",
  phase: "check",
  needs: ["tree", "config"],
  wants: ["distributions", "pythons"],
  gives: ["checked"],
  async run({ tree, config, distributions = [], pythons }, { ports }) {
    const wheel = distributions.find((each) => each.kind === "wheel");
    const version = distributions[0]?.metadata?.version;
    const imports =
      pythons === undefined
        ? undefined
        : await scanImports(
            {
              tree,
              commands: config.verify.commands.map((each) =>
                typeof each === "string" ? each : each.join(" "),
              ),
              ...(wheel === undefined ? {} : { wheelPath: wheel.path }),
            },
            pythons[0].executable,
            ports,
          );
    const checked = await runChecks(
      {
        tree,
        distributions,
        target: config.target,
        builtFromTree: true,
        today: ports.clock.now(),
        ...(version === undefined ? {} : { version }),
        ...(imports === undefined ? {} : { imports }),
      },
      config.check,
    );
    const detail = `${plural(checked.ran.length, "rule")}, ${checked.skipped.length} skipped`;
    return { values: { checked }, findings: checked.findings, detail };
  },
});
