import type { Ports } from "../ports/ports.ts";
import { chooseForge, findForge, type ForgeChoice } from "./choose-forge.ts";
import type { ForgePorts } from "./forge-client.ts";
import type { Forge } from "./forge.ts";
import { askCredentialProgram } from "../toolbox/ask-credential-program.ts";

const TOKEN_VARIABLES = ["GITHUB_TOKEN", "GH_TOKEN"];

/** The token that `gh auth login` keeps for a host; empty when there is none. */
export function keptToken(host: string, ports: Pick<Ports, "processes" | "environment">): Promise<string> {
  return askCredentialProgram(["gh", "auth", "token", "--hostname", host], ["GH_CONFIG_DIR"], ports);
}

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
