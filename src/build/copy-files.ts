import { dirname, join } from "node:path";
import type { Ports } from "../ports/ports.ts";

const AT_ONCE = 16;

/**
 * Copies files and links (POSIX paths below `from`) to the same places below `to`, with permissions and times;
 * what is gone meanwhile and directories (submodules) are passed over.
 */
export async function copyFiles(
  from: string,
  to: string,
  paths: readonly string[],
  ports: Pick<Ports, "files">,
): Promise<void> {
  const directories = new Set([to, ...paths.map((path) => dirname(join(to, path)))]);
  for (const directory of directories) await ports.files.makeDirectory(directory);
  const rest = [...paths];
  const worker = async (): Promise<void> => {
    for (let path = rest.pop(); path !== undefined; path = rest.pop()) {
      const stat = await ports.files.stat(join(from, path));
      if (stat === null || stat.kind === "directory" || stat.kind === "other") continue;
      await ports.files.copy(join(from, path), join(to, path));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
