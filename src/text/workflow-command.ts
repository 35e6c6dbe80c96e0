import { safeText } from "./printable.ts";

/** What GitHub's runner obeys on standard output ("Workflow commands for GitHub Actions", GitHub's documentation). */
export type WorkflowCommand = "error" | "warning" | "notice" | "add-mask" | "group" | "endgroup";

/** `::name key=value::message` and a line ending, escaped as the runner undoes it (actions/toolkit, `command.ts`). */
export function workflowCommand(
  name: WorkflowCommand,
  message: string = "",
  properties: Readonly<Record<string, string | number | undefined>> = {},
): string {
  const told = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name}${told.length === 0 ? "" : ` ${told.join(",")}`}::${escapeData(message)}\n`;
}

function escapeData(text: string): string {
  return safeText(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/**
 * An entry of the files in which a step leaves outputs and state (`GITHUB_OUTPUT`, `GITHUB_STATE`). `random` is new each
 * time, so that no value can end its own entry and begin another one.
 */
export function fileEntry(name: string, value: string, random: string): string {
  const delimiter = `shipwheel-${random}`;
  if (value.includes(delimiter)) throw new Error("the delimiter is not random");
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}
