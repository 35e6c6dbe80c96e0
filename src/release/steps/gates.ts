import type { Ports } from "../../ports/ports.ts";
import type { Journal } from "../../engine/journal/journal.ts";
import { gateName, runGates, type GateCommand } from "../../verify/run-gates.ts";
import type { StepAction, StepDefinition } from "../../engine/steps/step.ts";
import type { DecidedRelease } from "../decide-release.ts";
import type { ReleaseMaterial } from "../material.ts";

/** What has to hold before a release: commands, run in the tree of one commit. */
export interface ReleaseGates {
  readonly commands: readonly GateCommand[];
  /** The tree's directory. */
  readonly directory: string;
  /** Full hash. */
  readonly commit: string;
}

/** Runs the project's own gates before anything is made that others see. */
export const gates: StepDefinition<
  Pick<DecidedRelease, "config">,
  Pick<ReleaseMaterial, "release" | "state">
> = {
  id: "gates",
  phase: "check",
  reversible: true,
  plan({ config }) {
    const names = config.release.gates.map(gateName);
    if (names.length === 0) return null;
    const title = names.length === 1 ? `run the gate ${names[0]}` : `run ${names.length} gates`;
    return { title, subject: names.join("; ") };
  },
  carryOut({ release: { config, tree, commit }, state }, ports) {
    const commands = config.release.gates;
    return gatesAction({ commands, directory: tree.root, commit }, state.journal, ports);
  },
};

/** Runs the project's own gates, one after the other; done once for a commit, by the journal's word. */
export function gatesAction(
  { commands, directory, commit }: ReleaseGates,
  journal: Journal,
  ports: Pick<Ports, "processes" | "environment" | "signal" | "events">,
): StepAction {
  const names = commands.map(gateName);
  let isOpen = journal.entries.some((entry) => isProofOf(entry, commit, names));
  return {
    observe() {
      return Promise.resolve(
        isOpen
          ? {
              state: "done",
              detail: `${names.join("; ")}: all exited with 0`,
              proof: { commit, gates: names },
            }
          : { state: "absent", detail: "they were not run for this commit" },
      );
    },
    async act() {
      const { ran, failed } = await runGates(commands, directory, ports);
      isOpen = failed === null && ran.length === commands.length && ran.every(({ status }) => status === 0);
      return failed === null ? [] : [failed];
    },
  };
}

function isProofOf(
  { type, data }: Journal["entries"][number],
  commit: string,
  names: readonly string[],
): boolean {
  if (type !== "done" || data["step"] !== "gates") return false;
  const proof = data["proof"] as { readonly commit?: string; readonly gates?: unknown } | null;
  return proof?.commit === commit && JSON.stringify(proof.gates) === JSON.stringify(names);
}
