import { delimiter, isAbsolute, join } from "node:path";
import type { Ports } from "../ports/ports.ts";

/**
 * The first executable file of this name on PATH, absolute; null when there is none. Relative PATH entries
 * are passed over: a checkout must not be able to plant a tool.
 */
export async function findOnPath(
  name: string,
  ports: Pick<Ports, "files" | "environment">,
): Promise<string | null> {
  for (const directory of searchPath(ports.environment.variables)) {
    for (const fileName of executableNames(name, ports)) {
      const path = join(directory, fileName);
      if (await isExecutable(path, ports)) return path;
    }
  }
  return null;
}

/** True for a file, or a link to one, that may be executed. */
export async function isExecutable(
  path: string,
  ports: Pick<Ports, "files" | "environment">,
): Promise<boolean> {
  const stat = await ports.files.stat(path);
  if (stat === null) return false;
  if (stat.kind === "symlink") return targetIsExecutable(path, ports);
  return stat.kind === "file" && (ports.environment.platform === "win32" || (stat.mode & 0o111) !== 0);
}

async function targetIsExecutable(
  path: string,
  ports: Pick<Ports, "files" | "environment">,
): Promise<boolean> {
  try {
    const stat = await ports.files.stat(await ports.files.realPath(path));
    return stat?.kind === "file" && (ports.environment.platform === "win32" || (stat.mode & 0o111) !== 0);
  } catch {
    return false;
  }
}

export function searchPath(variables: Readonly<Record<string, string>>): readonly string[] {
  const path = variables["PATH"] ?? variables["Path"] ?? "";
  return path.split(delimiter).filter((directory) => isAbsolute(directory));
}

function executableNames(name: string, ports: Pick<Ports, "environment">): readonly string[] {
  return ports.environment.platform === "win32" && !/\.(exe|cmd|bat)$/i.test(name) ? [`${name}.exe`] : [name];
}
