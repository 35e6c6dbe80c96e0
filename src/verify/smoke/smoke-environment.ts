import { join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import { TOOLCHAIN_VARIABLES } from "../../toolbox/toolchain-environment.ts";
import type { PreparedEnvironment } from "../request.ts";

/** Where a trial's imports and scripts run. */
export interface SmokePlace {
  /** Empty and without write permission: what only works from the checkout's directory fails here. */
  readonly work: string;
  /** An empty home of the trial's own, writable. */
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Variables of the user's session that a smoke run may see; everything else is left out. */
const KEPT = [
  "LANG",
  "LC_ALL",
  "LC_CTYPE",
  "TZ",
  "SystemRoot",
  "SYSTEMROOT",
  "WINDIR",
  "COMSPEC",
  "PATHEXT",
  "NUMBER_OF_PROCESSORS",
  ...TOOLCHAIN_VARIABLES,
];

/** Makes the two directories and the scrubbed environment: no `PIP_*`, `UV_*`, `PYTHON*`, none of the user's own. */
export async function makeSmokePlace(
  environment: Pick<PreparedEnvironment, "directory"> & {
    /** On PATH before everything else. */
    readonly scripts: string | null;
    /** The virtual environment that is active; null: none. */
    readonly environment: string | null;
  },
  base: Readonly<Record<string, string>>,
  ports: Pick<Ports, "files" | "environment">,
): Promise<SmokePlace> {
  const work = join(environment.directory, "work");
  const home = join(environment.directory, "home");
  const temporary = join(environment.directory, "tmp");
  for (const directory of [work, home, temporary]) await ports.files.makeDirectory(directory);
  await ports.files.chmod(work, 0o555);
  const windows = ports.environment.platform === "win32";
  const separator = windows ? ";" : ":";
  const env: Record<string, string> = {};
  for (const name of KEPT) {
    const value = base[name] ?? ports.environment.variables[name];
    if (value !== undefined) env[name] = value;
  }
  const path = base["PATH"] ?? ports.environment.variables["PATH"] ?? "";
  Object.assign(env, {
    PATH: [environment.scripts ?? "", path].filter((each) => each !== "").join(separator),
    ...(environment.environment === null ? {} : { VIRTUAL_ENV: environment.environment }),
    HOME: home,
    XDG_CACHE_HOME: join(home, ".cache"),
    TMPDIR: temporary,
    TERM: "dumb",
    NO_COLOR: "1",
    COLUMNS: "100",
  });
  if (windows)
    Object.assign(env, {
      USERPROFILE: home,
      APPDATA: home,
      LOCALAPPDATA: home,
      TEMP: temporary,
      TMP: temporary,
    });
  return { work, home, env };
}
