import { Fault } from "../findings/fault.ts";
import type { Ports } from "../ports/ports.ts";

const TIMEOUT_MS = 20_000;

/** What every program that keeps secrets needs to find the person's store. */
const VARIABLES = [
  "PATH",
  "HOME",
  "USERPROFILE",
  "SYSTEMROOT",
  "APPDATA",
  "LOCALAPPDATA",
  "XDG_CONFIG_HOME",
  "XDG_RUNTIME_DIR",
  "DBUS_SESSION_BUS_ADDRESS",
];

/**
 * What a program that keeps secrets for the person answers; it is shown no variables but those that it needs. Empty
 * without the program, or when it has nothing.
 */
export async function askCredentialProgram(
  argv: readonly string[],
  needed: readonly string[],
  { processes, environment }: Pick<Ports, "processes" | "environment">,
): Promise<string> {
  const wanted = new Set([...VARIABLES, ...needed]);
  const env = Object.fromEntries(
    Object.entries(environment.variables).filter(([name]) => wanted.has(name.toUpperCase())),
  );
  try {
    const asked = await processes.run({
      argv,
      cwd: environment.home,
      env,
      timeoutMs: TIMEOUT_MS,
      isPrivate: true,
    });
    return asked.status === 0 ? asked.stdout.trim() : "";
  } catch (error) {
    if (error instanceof Fault && error.phase === "tool") return "";
    throw error;
  }
}
