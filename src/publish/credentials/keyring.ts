import type { Ports } from "../../ports/ports.ts";
import { Secret } from "../../ports/secret.ts";
import { askCredentialProgram } from "../../toolbox/ask-credential-program.ts";
import type { CredentialSet } from "./credential-set.ts";

/** What a keyring needs besides to choose its backend and to ask the person. */
const VARIABLES = ["XDG_DATA_HOME", "DISPLAY", "WAYLAND_DISPLAY", "PYTHON_KEYRING_BACKEND"];

/**
 * The keyring's program speaks for whatever store the user has; the entry is the one that twine makes. Where nobody said
 * a user, the store is asked for one, too: those of cloud registries have their own.
 */
export async function keyringSet(
  uploadUrl: string,
  user: string | null,
  tokenUser: string,
  ports: Pick<Ports, "processes" | "environment">,
): Promise<CredentialSet | null> {
  const ask = (...args: readonly string[]): Promise<string> =>
    askCredentialProgram(["keyring", ...args], VARIABLES, ports);
  const password = await ask("get", uploadUrl, user ?? tokenUser);
  if (password !== "") return setOf(user ?? tokenUser, password, uploadUrl);
  if (user !== null) return null;
  const [name = "", ...rest] = (await ask("--mode", "creds", "get", uploadUrl)).split("\n");
  const found = rest.join("\n").trim();
  return found === "" ? null : setOf(name.trim(), found, uploadUrl);
}

function setOf(user: string, password: string, url: string): CredentialSet {
  const source = "the keyring";
  const place = { url, name: null, placeSource: source };
  return {
    source,
    ...place,
    user,
    secret: new Secret(password),
    userSource: source,
    secretSource: source,
    isToken: false,
  };
}
