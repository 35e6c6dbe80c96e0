import { plural } from "../../text/plural.ts";
import { gateName, runGates } from "../../verify/run-gates.ts";
import { defineStage, type Stage } from "../../engine/stage.ts";

/**
 * Runs the gates of the release, so that one that would stop it is known before. They run behind the build, which
 * watches the tree for writes, and in the tree itself, as the release does.
 */
export const rehearseGates: Stage = defineStage({
  id: "gates",
  title: "run the gates",
  phase: "check",
  needs: ["request", "tree", "config", "built"],
  gives: ["gated"],
  async run({ request, tree, config }, { ports }) {
    const commands = config.release.gates;
    const names = commands.map(gateName);
    if (commands.length === 0)
      return { values: { gated: { skipped: [], ran: [] } }, idle: "none configured" };
    if (request.gates === "later") {
      return { values: { gated: { skipped: [], ran: [] } }, idle: "run by the release before it tags" };
    }
    if (request.gates === "none") {
      return {
        values: { gated: { skipped: names, ran: [] } },
        idle: "--no-gates",
      };
    }
    const { ran, failed } = await runGates(commands, tree.root, ports);
    if (failed !== null) return { blocked: failed.message, findings: [failed] };
    return {
      values: { gated: { skipped: [], ran } },
      detail: `${plural(names.length, "gate")}, all exited with 0`,
    };
  },
});
