import type { Config } from "../../config/schema.ts";
import { rehearsedProject } from "../../verify/rehearsed-project.ts";
import { DEFAULT_EXPECTATIONS, type VerifyExpectations } from "../../verify/request.ts";
import { verifyRelease } from "../../verify/verify-release.ts";
import { plural } from "../../text/plural.ts";
import { asObserved } from "../../findings/finding.ts";
import { defineStage, type Stage } from "../../engine/stage.ts";
import { placeDeclared } from "../declared-places.ts";
import { nameSiblings } from "../workspace-siblings.ts";

/** Installs the release from the index in every cell of the matrix and tries it. */
export const verify: Stage = defineStage({
  id: "verify",
  title: "install from the index and try everything",
  phase: "verify",
  needs: ["config", "distributions", "index", "publication", "trials"],
  wants: ["tree"],
  gives: ["verified"],
  async run({ config, distributions, index, trials, tree }, { ports }) {
    const wheel = distributions.find((each) => each.kind === "wheel" && each.metadata !== null);
    if (wheel === undefined) return { blocked: "there is no wheel with metadata", findings: [] };
    const sdist = distributions.find((each) => each.kind === "sdist") ?? null;
    const seen = await verifyRelease(
      {
        ...trials.request,
        project: rehearsedProject(wheel, sdist),
        routes: { redirecting: index.routes.get("default") ?? index.simpleUrl, own: index.ownRoute },
        expectations: expectations(config),
        prepared: trials.environments,
        ...(trials.declared === null ? {} : { declared: trials.declared }),
      },
      ports,
    );
    const wheels = distributions.filter((each) => each.kind === "wheel");
    const declaring = { distributions, wheels, ...(tree !== undefined && { tree }) };
    const placed = await placeDeclared(nameSiblings(seen.findings, trials.siblings), declaring);
    const verified = { ...seen, findings: asObserved(placed) };
    const tried = `${plural(verified.trials.length, "trial")}, ${plural(verified.trials[0]?.imported.length ?? 0, "module")}`;
    return { values: { verified }, findings: verified.findings, detail: tried };
  },
});

/** The part of [tool.shipwheel] that trials go by. */
export function expectations(config: Config): VerifyExpectations {
  return {
    ...DEFAULT_EXPECTATIONS,
    scripts: Object.fromEntries(
      Object.entries(config.scripts).map(([name, script]) => [
        name,
        {
          args: script.args,
          exit: script.exit,
          ...(script.skip === undefined ? {} : { skip: script.skip }),
          ...(script.input === undefined ? {} : { input: script.input }),
          ...(script["version-args"] === undefined ? {} : { versionArgs: script["version-args"] }),
        },
      ]),
    ),
    skipImports: config.import.skip,
    commands: config.verify.commands,
    importTimeout: config["script-timeout"],
    scriptTimeout: config["script-timeout"],
  };
}
