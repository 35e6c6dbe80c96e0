import { terminal } from "../adapters/terminal.ts";
import type { Session } from "./session.ts";

/** Whether a person can be asked: on a terminal, and never in CI, with `--yes`, `--json` or `-q`. */
export function canAsk({ globals }: Pick<Session, "globals">): boolean {
  const isCi = !["", "0", "false"].includes(terminal.variables["CI"] ?? "");
  return terminal.isInteractive && !globals.yes && !globals.json && globals.quiet === 0 && !isCi;
}
