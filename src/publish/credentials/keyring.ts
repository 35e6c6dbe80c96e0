import { Fault } from "../../findings/fault.ts";
import type { Ports } from "../../ports/ports.ts";
import { Secret } from "../../ports/secret.ts";
import type { CredentialSet } from "./credential-set.ts";

const TIMEOUT_MS = 20_000;

/** What a keyring's program needs to find its store and to ask the person; nothing else is shown to it. */
const VARIABLES = [
  "PATH",
  "HOME",
  "USERPROFILE",
  "SYSTEMROOT",
  "APPDATA",
  "LOCALAPPDATA",
  "XDG_CONFIG_HOME",
  "XDG_DATA_HOME",
  "XDG_RUNTIME_DIR",
  "DBUS_SESSION_BUS_ADDRESS",
  "DISPLAY",
  "WAYLAND_DISPLAY",
  "PYTHON_KEYRING_BACKEND",
];

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
  const ask = (...args: readonly string[]): Promise<string> => askKeyring(args, ports);
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

/** Empty when there is no keyring, or it has none. */
async function askKeyring(
  args: readonly string[],
  { processes, environment }: Pick<Ports, "processes" | "environment">,
): Promise<string> {
  const { variables } = environment;
  const env = Object.fromEntries(
    VARIABLES.flatMap((name) => (variables[name] === undefined ? [] : [[name, variables[name]]])),
  );
  try {
    const asked = await processes.run({
      argv: ["keyring", ...args],
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
