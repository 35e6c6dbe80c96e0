import { join } from "node:path";
import type { Environment } from "../ports/ports.ts";

/** Removed by exact name: they steer Python, git, pip, uv or Node behind our back, or open a door. */
const REMOVED_NAMES: ReadonlySet<string> = new Set([
  "BASH_ENV",
  "CONDA_PREFIX",
  "CONDA_DEFAULT_ENV",
  "DBUS_SESSION_BUS_ADDRESS",
  "ENV",
  // Files in which a step of GitHub's leaves outputs, state and variables for what runs after it.
  "GITHUB_ENV",
  "GITHUB_OUTPUT",
  "GITHUB_PATH",
  "GITHUB_STATE",
  "GITHUB_STEP_SUMMARY",
  "GNUPGHOME",
  "INIT_CWD",
  "KRB5CCNAME",
  "LANGUAGE",
  "LC_ALL",
  "NETRC",
  "PYENV_VERSION",
  "SSH_AGENT_PID",
  "SSH_ASKPASS",
  "SSH_AUTH_SOCK",
  "VIRTUAL_ENV",
  "VIRTUAL_ENV_PROMPT",
  "__PYVENV_LAUNCHER__",
]);

const REMOVED_PREFIXES: readonly RegExp[] = [
  /^(PIP|UV|PYTHON|GIT|TWINE|POETRY|PDM|FLIT|HATCH|PIPENV|PIPX|NODE|SHIPWHEEL|ACTIONS)_/i,
  /^(PYTHON|XDG_|npm_|BASH_FUNC_)/i,
];

/** A name of this look may hold a secret; a child that runs the project's code does not get it. */
const SECRET_LOOK =
  /(TOKEN|SECRET|PASSW(OR)?D|PASSPHRASE|CREDENTIAL|PRIVATE_?KEY|API_?KEY|ACCESS_?KEY|SIGNING_?KEY|_PAT$|(^|_)AUTH($|_))/i;

/** Certificates of a private authority, and the registry of npm: without them an installer behind a company proxy, or a build that runs npm, reaches nothing. */
const TRUST_NAMES: readonly string[] = [
  "NODE_EXTRA_CA_CERTS",
  "NPM_CONFIG_REGISTRY",
  "PIP_CERT",
  "UV_LINK_MODE",
  "UV_NATIVE_TLS",
  "UV_SYSTEM_CERTS",
  "npm_config_registry",
];

/**
 * The environment of every child that runs Python: the user's own without what would change a release
 * behind our back (`PIP_*`, `UV_*`, `PYTHON*`, `GIT_*`, an active environment) and without anything that looks
 * like a secret, the password of a proxy among it (what installs adds {@link proxyVariables}); a UTF-8 locale whatever the user's is; the user's warm installer caches even when `extra`
 * gives another HOME. Values in `extra` win.
 */
export function childEnvironment(
  environment: Environment,
  extra: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const child: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment.variables)) {
    if (!isRemoved(name)) child[name] = PROXY.test(name) ? withoutCredentials(value) : value;
  }
  for (const name of TRUST_NAMES) {
    const value = environment.variables[name];
    if (value !== undefined) child[name] = withoutCredentials(value);
  }
  const noPipConfig = { PIP_CONFIG_FILE: environment.platform === "win32" ? "nul" : "/dev/null" };
  const usual = { ...localeOf(environment), ...installerCaches(environment), ...loopbackExempt(environment) };
  Object.assign(child, FIXED, noPipConfig, usual, extra);
  const home = extra["HOME"];
  if (home !== undefined && environment.platform === "win32") child["USERPROFILE"] ??= home;
  return child;
}

const FIXED: Readonly<Record<string, string>> = {
  NO_COLOR: "1",
  PIP_DISABLE_PIP_VERSION_CHECK: "1",
  PIP_NO_INPUT: "1",
  PYTHONIOENCODING: "utf-8:backslashreplace",
  PYTHONNOUSERSITE: "1",
  PYTHONUNBUFFERED: "1",
  PYTHONUTF8: "1",
  TERM: "dumb",
  UV_NO_CONFIG: "1",
  UV_NO_PROGRESS: "1",
  UV_PYTHON_DOWNLOADS: "never",
};

const PROXY = /^(HTTPS?|ALL|FTP)_PROXY$/i;

/** The proxies as the user wrote them, with their passwords: for children that install, and run no code of the project. */
export function proxyVariables({
  variables,
}: Pick<Environment, "variables">): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => PROXY.test(name)));
}

/** `http://USER:PASSWORD@proxy:3128` without what stands before the last `@` of the host. */
function withoutCredentials(proxy: string): string {
  return proxy.replace(/^(\w[\w+.-]*:\/\/)?[^/?#]*@/, "$1");
}

/** Where pip and uv of this user keep their caches, as the variables that name them. */
export function installerCaches(environment: Environment): Readonly<Record<string, string>> {
  const { variables } = environment;
  return {
    PIP_CACHE_DIR: variables["PIP_CACHE_DIR"] ?? join(userCache(environment, "pip"), "pip"),
    UV_CACHE_DIR: variables["UV_CACHE_DIR"] ?? join(userCache(environment, "uv"), "uv"),
  };
}

/** The user's cache directory; pip follows the platform, uv keeps to XDG on macOS too. */
export function userCache(environment: Environment, tool: "pip" | "uv" | "shipwheel"): string {
  const { variables, home, platform } = environment;
  if (platform === "win32") return variables["LOCALAPPDATA"] ?? join(home, "AppData", "Local");
  if (platform === "darwin" && tool === "pip") return join(home, "Library", "Caches");
  return variables["XDG_CACHE_HOME"] || join(home, ".cache");
}

/** The rehearsal's own index is on this machine: no proxy knows it. */
function loopbackExempt({ variables }: Environment): Readonly<Record<string, string>> {
  if (!Object.keys(variables).some((name) => PROXY.test(name))) return {};
  const said = variables["no_proxy"] ?? variables["NO_PROXY"] ?? "";
  const exempt = [said, "127.0.0.1", "localhost"].filter((each) => each !== "").join(",");
  return { NO_PROXY: exempt, no_proxy: exempt };
}

function localeOf(environment: Environment): Readonly<Record<string, string>> {
  if (environment.platform === "win32") return {};
  const locale = environment.platform === "darwin" ? "en_US.UTF-8" : "C.UTF-8";
  return { LANG: locale, LC_ALL: locale };
}

function isRemoved(name: string): boolean {
  return (
    REMOVED_NAMES.has(name) ||
    SECRET_LOOK.test(name) ||
    REMOVED_PREFIXES.some((pattern) => pattern.test(name))
  );
}
