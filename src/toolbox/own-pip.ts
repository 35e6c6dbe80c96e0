import { createHash } from "node:crypto";
import { join } from "node:path";
import { compareVersions, parseVersion } from "../version/pep440.ts";
import { childEnvironment } from "./child-environment.ts";
import type { Interpreter } from "./interpreter-facts.ts";
import type { ToolPorts } from "./pinned/provision.ts";
import { cachedDirectory, cacheDirectories, markUsed } from "./pinned/tool-cache.ts";

/** The oldest pip that is used unasked: what it says is read, and the pips that are pinned say it in the same words. */
export const OLDEST_PIP = "26.0";

/** The pip that an interpreter has. */
export interface OwnPip {
  readonly version: string;
  /** The package: `…/site-packages/pip`. */
  readonly directory: string;
  readonly isNewEnough: boolean;
}

/** The pip that an interpreter imports, by its own word; null without one. */
export async function ownPip(
  { pip }: Interpreter,
  { files }: Pick<ToolPorts, "files">,
): Promise<OwnPip | null> {
  if (pip === null || pip === undefined) return null;
  const text = await files.readText(join(pip, "__init__.py")).catch(() => "");
  const version = /^__version__ = "([^"]+)"$/m.exec(text)?.[1];
  const [parsed, floor] = [parseVersion(version ?? ""), parseVersion(OLDEST_PIP)];
  if (version === undefined || parsed === null || floor === null) return null;
  return { version, directory: pip, isNewEnough: compareVersions(parsed, floor) >= 0 };
}

/**
 * A copy in the tool cache, apart from the other packages of the interpreter, which pip would take for installed ones.
 * Null when it does not run by itself: some distributions of Linux take it apart.
 */
export async function copyOfOwnPip(
  { version, directory }: OwnPip,
  python: Interpreter,
  ports: ToolPorts,
): Promise<string | null> {
  const { root } = await cacheDirectories(ports);
  const key = createHash("sha256").update(`${directory}\n${python.version}`).digest("hex").slice(0, 12);
  const copy = join(root, "tools", `pip-${version}-of-${key}`);
  try {
    await cachedDirectory(
      copy,
      join("pip", "__main__.py"),
      async (into) => {
        await ports.files.copy(directory, join(into, "pip"));
        await proveAlone(join(into, "pip"), version, python, ports);
      },
      ports,
    );
  } catch (error) {
    if (ports.signal.aborted) throw error;
    return null;
  }
  await markUsed(copy, ports);
  return copy;
}

async function proveAlone(
  copy: string,
  version: string,
  python: Interpreter,
  ports: ToolPorts,
): Promise<void> {
  const done = await ports.processes.run({
    // Without site-packages, as in a virtual environment.
    argv: [python.executable, "-I", "-S", copy, "--version"],
    cwd: ports.environment.temporary,
    env: childEnvironment(ports.environment),
    timeoutMs: 60_000,
    signal: ports.signal,
  });
  if (done.status !== 0 || !done.stdout.startsWith(`pip ${version} `))
    throw new Error("it does not run on its own");
}
