import { Fault } from "../findings/fault.ts";
import type { Ports } from "../ports/ports.ts";
import { chooseForge, findForge, type ForgeChoice } from "./choose-forge.ts";
import type { ForgePorts } from "./forge-client.ts";
import type { Forge } from "./forge.ts";

const TIMEOUT_MS = 20_000;
const TOKEN_VARIABLES = ["GITHUB_TOKEN", "GH_TOKEN"];

/** What GitHub's own program needs to find its settings, and the store that keeps its token. */
const VARIABLES =
  /^(PATH|HOME|USERPROFILE|SYSTEMROOT|APPDATA|LOCALAPPDATA|GH_CONFIG_DIR|XDG_CONFIG_HOME|XDG_RUNTIME_DIR|DBUS_SESSION_BUS_ADDRESS)$/i;

/**
 * The forge of a repository, as {@link chooseForge}; where no variable has a token for GitHub, with the one that
 * `gh auth login` keeps for that very host.
 */
export async function forgeOf(
  choice: ForgeChoice,
  ports: ForgePorts & Pick<Ports, "processes" | "environment">,
): Promise<Forge | null> {
  const found = findForge(choice);
  const isTold = TOKEN_VARIABLES.some((name) => (choice.variables[name] ?? "") !== "");
  if (found?.kind !== "github" || isTold) return chooseForge(choice, ports);
  const token = await keptToken(found.place.host, ports);
  const variables = token === "" ? choice.variables : { ...choice.variables, GITHUB_TOKEN: token };
  return chooseForge({ ...choice, variables }, ports);
}

/** Empty without the program, or when nobody has logged in there. */
async function keptToken(
  host: string,
  { processes, environment }: Pick<Ports, "processes" | "environment">,
): Promise<string> {
  const env = Object.fromEntries(
    Object.entries(environment.variables).filter(([name]) => VARIABLES.test(name)),
  );
  try {
    const asked = await processes.run({
      argv: ["gh", "auth", "token", "--hostname", host],
      cwd: environment.home,
      env,
      timeoutMs: TIMEOUT_MS,
    });
    return asked.status === 0 ? asked.stdout.trim() : "";
  } catch (error) {
    if (error instanceof Fault && error.phase === "tool") return "";
    throw error;
  }
}
