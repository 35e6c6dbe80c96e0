import type { Ports } from "../../../ports/ports.ts";
import { childEnvironment } from "../../../toolbox/child-environment.ts";
import { Fault } from "../../../values/fault.ts";
import type { Finding } from "../../../values/finding.ts";
import { splitCommand } from "../../../verify/split-command.ts";
import type { Journal } from "../../journal/journal.ts";
import type { ReleaseStep } from "../step.ts";

/** What has to hold before a release: commands, run in the tree of one commit. */
export interface ReleaseGates {
  /** A string is split as a shell would split it, without any expansion. */
  readonly commands: readonly (string | readonly string[])[];
  /** The tree's directory. */
  readonly directory: string;
  /** Full hash. */
  readonly commit: string;
}

const TIMEOUT_MINUTES = 60;
/** Lines of output that a finding quotes. */
const QUOTED_LINES = 15;

/** Runs the project's own gates, one after the other; done once for a commit, by the journal's word. */
export function gatesStep(
  { commands, directory, commit }: ReleaseGates,
  journal: Journal,
  ports: Pick<Ports, "processes" | "environment" | "signal" | "events">,
): ReleaseStep {
  const names = commands.map((each) => (typeof each === "string" ? each : each.join(" ")));
  let isOpen = journal.entries.some((entry) => isProofOf(entry, commit, names));
  return {
    id: "gates",
    title: names.length === 1 ? `run the gate ${names[0]}` : `run ${names.length} gates`,
    phase: "check",
    reversible: true,
    observe() {
      return Promise.resolve(
        isOpen
          ? {
              state: "done",
              detail: `${names.join("; ")}: all ended with 0`,
              proof: { commit, gates: names },
            }
          : { state: "absent", detail: "they were not run for this commit" },
      );
    },
    async act() {
      for (const [position, command] of commands.entries()) {
        const name = names[position] ?? "";
        ports.events({ type: "update", id: "gates", detail: name });
        const failed = await runGate(typeof command === "string" ? splitCommand(command) : command, name);
        if (failed !== null) return [failed];
      }
      isOpen = true;
      return [];
    },
  };

  async function runGate(argv: readonly string[], name: string): Promise<Finding | null> {
    try {
      const done = await ports.processes.run({
        argv,
        cwd: directory,
        env: childEnvironment(ports.environment),
        timeoutMs: TIMEOUT_MINUTES * 60_000,
        signal: ports.signal,
      });
      if (done.status === 0) return null;
      const how = done.timedOut
        ? `did not end in ${TIMEOUT_MINUTES} minutes`
        : done.status === null
          ? `was ended by ${done.signal}`
          : `ended with status ${done.status}`;
      return gateFails(name, how, `${done.stdout}\n${done.stderr}`);
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== "tool/not-found") throw error;
      return gateFails(name, "cannot be started", error.message);
    }
  }
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

function gateFails(name: string, how: string, output: string): Finding {
  const lines = output.split("\n").map((line) => line.trimEnd());
  const said = lines.filter((line) => line !== "").slice(-QUOTED_LINES);
  return {
    rule: "U009",
    slug: "gate-fails",
    phase: "check",
    severity: "error",
    confidence: "certain",
    message: `the gate ${name} ${how}`,
    why: said.length === 0 ? "it said nothing" : `its last words:\n${said.join("\n")}`,
    help: "repair what it names, commit, and run the same command again; nothing was tagged",
    subject: name,
    details: { command: name, output: said.join("\n") },
  };
}
