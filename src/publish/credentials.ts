import type { Ports } from "../ports/ports.ts";
import { fault, Fault } from "../findings/fault.ts";
import { Secret } from "../ports/secret.ts";
import type { IndexTarget } from "./choose-target.ts";
import { findProvider, missingIdentity } from "./identity/providers.ts";
import type { PublishCredentials } from "./target.ts";

/** How to authenticate: `auto` prefers an identity of the workflow, else a token. */
export type AuthChoice = "auto" | "trusted" | "token";

type CredentialPorts = Pick<Ports, "environment" | "http" | "files" | "processes" | "events">;

const KEYRING_TIMEOUT_MS = 20_000;

/** Whether an upload is a trusted publisher's: asked for, or where the index takes the identity that is there. */
export function isTrusted(
  { dialect }: Pick<IndexTarget, "dialect">,
  choice: AuthChoice,
  hasIdentity: boolean,
): boolean {
  return choice === "trusted" || (choice === "auto" && hasIdentity && dialect.trustedPublishing);
}

/**
 * As whom to publish: an identity of this workflow where the index takes one; else an API token from the environment
 * (`SHIPWHEEL_TOKEN_<INDEX>`, `SHIPWHEEL_TOKEN`, then uv's and twine's variables) or from the keyring, with a loud
 * warning. User name and password are refused where tokens are the rule. Throws `auth/…`.
 */
export async function chooseCredentials(
  target: IndexTarget,
  choice: AuthChoice,
  ports: CredentialPorts,
  given?: Secret,
): Promise<PublishCredentials> {
  const provider = choice === "token" ? null : findProvider(ports);
  if (provider !== null && isTrusted(target, choice, true)) {
    return { kind: "trusted-publishing", provider };
  }
  const missing =
    target.dialect.trustedPublishing || choice === "trusted" ? await missingIdentity(ports) : null;
  const words = missing === null ? {} : { missing };
  if (choice === "trusted") throw fault("auth/no-provider", { index: target.title, ...words });
  refusePasswords(target, ports);
  const found =
    (given === undefined ? null : tokenOf(given, "standard input")) ??
    fromAddress(target) ??
    fromVariables(target, ports) ??
    (await fromKeyring(target, ports));
  if (found === null)
    throw fault("auth/no-credentials", {
      index: target.title,
      variable: variableOf(target.name),
      ...words,
    });
  if (target.dialect.isPyPI) {
    const text = `an API token (${found.source}) is used for ${target.title}: it is good until somebody revokes it. A trusted publisher needs no secret at all`;
    ports.events({ type: "note", level: "warning", text });
  }
  return { kind: "token", ...found, ...(target.user === undefined ? {} : { user: target.user }) };
}

interface FoundToken {
  readonly token: Secret;
  readonly source: string;
  readonly user?: string;
}

function tokenOf(token: Secret, source: string): FoundToken {
  return { token, source };
}

/** `SHIPWHEEL_TOKEN_MY_INDEX` for the index `my-index`; for a bare address the plain variable. */
function variableOf(name: string): string {
  if (name.includes("://")) return "SHIPWHEEL_TOKEN";
  const words = name
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, "_")
    .replaceAll(/^_|_$/g, "");
  return `SHIPWHEEL_TOKEN_${words}`;
}

/** A name alone asks for its password elsewhere. */
function fromAddress({ given }: IndexTarget): FoundToken | null {
  if (given?.password == null) return null;
  const user = given.user === null || given.user === "__token__" ? {} : { user: given.user };
  return { token: given.password, source: "the address", ...user };
}

function fromVariables(
  target: IndexTarget,
  { environment: { variables } }: CredentialPorts,
): FoundToken | null {
  for (const name of [variableOf(target.name), "SHIPWHEEL_TOKEN", "UV_PUBLISH_TOKEN"]) {
    const text = (variables[name] ?? "").trim();
    if (text !== "") return tokenOf(new Secret(text), name);
  }
  const password = (variables["TWINE_PASSWORD"] ?? "").trim();
  const user = variables["TWINE_USERNAME"] ?? "__token__";
  if (password === "") return null;
  return { token: new Secret(password), source: "TWINE_PASSWORD", ...(user === "__token__" ? {} : { user }) };
}

/** PyPI takes tokens only; to send a password there would only show it to more eyes. */
function refusePasswords(target: IndexTarget, { environment: { variables } }: CredentialPorts): void {
  if (!target.dialect.isPyPI) return;
  for (const name of ["TWINE_USERNAME", "UV_PUBLISH_USERNAME"]) {
    const user = variables[name] ?? "";
    if (user !== "" && user !== "__token__")
      throw fault("auth/password-refused", { index: target.title, variable: name });
  }
}

/** What a keyring's program needs to find its store and to ask the person; nothing else is shown to it. */
const KEYRING_VARIABLES = [
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

/** The keyring's program speaks for whatever store the user has; the entry is the one that twine makes. */
async function fromKeyring(
  target: IndexTarget,
  { processes, environment }: CredentialPorts,
): Promise<FoundToken | null> {
  const user = target.user ?? target.dialect.tokenUser;
  const { variables } = environment;
  const env = Object.fromEntries(
    KEYRING_VARIABLES.flatMap((name) => (variables[name] === undefined ? [] : [[name, variables[name]]])),
  );
  try {
    const asked = await processes.run({
      argv: ["keyring", "get", target.uploadUrl, user],
      cwd: environment.home,
      env,
      timeoutMs: KEYRING_TIMEOUT_MS,
    });
    const text = asked.status === 0 ? asked.stdout.trim() : "";
    return text === "" ? null : tokenOf(new Secret(text), "the keyring");
  } catch (error) {
    if (error instanceof Fault && error.phase === "tool") return null;
    throw error;
  }
}
