import { Fault } from "../findings/fault.ts";
import type { Environment, Ports } from "../ports/ports.ts";

const TIMEOUT_MS = 10_000;
/** What a program with a window needs to find the display, the session and the user's choice of a browser. */
const VARIABLES =
  /^(PATH|HOME|USER|LANG|LC_\w+|DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|BROWSER|DBUS_SESSION_BUS_ADDRESS|XDG_\w+|DESKTOP_SESSION|SYSTEMROOT|COMSPEC|PATHEXT|USERPROFILE|APPDATA|LOCALAPPDATA)$/i;

/** Opens a file with the program that the system has for it. Answers why that was not possible, or null. */
export async function openWithSystem(
  path: string,
  { processes, environment }: Pick<Ports, "processes" | "environment">,
): Promise<string | null> {
  if (!hasDisplay(environment)) return "there is no display";
  const [program = "", ...more] = OPENERS[environment.platform];
  const env = Object.fromEntries(
    Object.entries(environment.variables).filter(([name]) => VARIABLES.test(name)),
  );
  try {
    const argv = [program, ...more, path];
    const { status, stderr } = await processes.run({
      argv,
      cwd: environment.home,
      env,
      timeoutMs: TIMEOUT_MS,
    });
    return status === 0 ? null : `${program} failed: ${stderr.trim().split("\n")[0] ?? ""}`;
  } catch (error) {
    if (error instanceof Fault) return error.message;
    throw error;
  }
}

const OPENERS: Readonly<Record<Environment["platform"], readonly string[]>> = {
  linux: ["xdg-open"],
  darwin: ["open"],
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
};

function hasDisplay({ platform, variables }: Pick<Environment, "platform" | "variables">): boolean {
  return (
    platform !== "linux" || ["DISPLAY", "WAYLAND_DISPLAY"].some((name) => (variables[name] ?? "") !== "")
  );
}
