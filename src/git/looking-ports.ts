import { basename } from "node:path";
import type { Command } from "../ports/processes.ts";
import type { Ports } from "../ports/ports.ts";
import { fault } from "../findings/fault.ts";
import { guarded, programGuards, type ProgramGuards } from "./repository-programs.ts";

/** Whether code of the project may run where nobody asked to run any. */
export interface LookingOptions {
  /** False: a build backend that would have to be asked is a fault. Default: it is asked, and a note says so. */
  readonly backend?: boolean | undefined;
}

/**
 * The ports of whoever only looks: git starts no program that a repository's own configuration names, and code of the
 * project (its build backend, a command of its settings) runs with a word, or not at all.
 */
export function lookingPorts<Given extends Pick<Ports, "processes" | "projectCode" | "events">>(
  ports: Given,
  { backend = true }: LookingOptions = {},
): Given {
  const known = new Map<string, Promise<ProgramGuards>>();
  const said = new Set<string>();

  function guardsFor(command: Command): Promise<ProgramGuards> {
    const made = known.get(command.cwd) ?? programGuards(command, (each) => ports.processes.run(each));
    known.set(command.cwd, made);
    return made;
  }

  function say(level: "info" | "warning", text: string): void {
    if (said.has(text)) return;
    said.add(text);
    ports.events({ type: "note", level, text });
  }

  return {
    ...ports,
    processes: {
      ...ports.processes,
      async run(command: Command) {
        if (basename(command.argv[0] ?? "") !== "git") return ports.processes.run(command);
        const guards = await guardsFor(command);
        const { passedOver } = guards;
        if (passedOver.length > 0) {
          say(
            "info",
            `not run: programs configured only in this repository (${passedOver.join(", ")}); ` +
              "git config --global names them for good",
          );
        }
        return ports.processes.run(guarded(command, guards));
      },
    },
    projectCode(what: string) {
      if (!backend) throw fault("version/needs-project-code", { what });
      say("warning", `runs code of this repository: ${what}; --no-backend forbids it`);
    },
  };
}
