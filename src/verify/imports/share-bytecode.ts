import { join } from "node:path";
import type { Ports } from "../../ports/ports.ts";

/**
 * Copies what Python has compiled in the environment of an equal trial into this one, so that the same dependencies are not
 * compiled again. Nothing can go wrong by it: a compiled file names its source's time and size, and Python compiles
 * anew where they differ (installers that link from one cache keep them equal).
 */
export async function shareBytecode(from: string, to: string, ports: Pick<Ports, "files">): Promise<void> {
  const pending = [""];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    for (const { name, kind } of await ports.files.list(join(from, path))) {
      if (kind !== "directory") continue;
      if (name !== "__pycache__") pending.push(join(path, name));
      else if (await isMissing(join(to, path, name), join(to, path), ports))
        await ports.files.copy(join(from, path, name), join(to, path, name));
    }
  }
}

/** Whether a directory has no cache yet, and is there itself. */
async function isMissing(cache: string, directory: string, ports: Pick<Ports, "files">): Promise<boolean> {
  const [own, above] = await Promise.all([ports.files.stat(cache), ports.files.stat(directory)]);
  return own === null && above !== null;
}
