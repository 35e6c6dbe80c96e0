import { dirname, join, resolve } from "node:path";
import type { Files } from "../../ports/files.ts";
import { fault } from "../../values/fault.ts";

const PROJECT_FILES = ["pyproject.toml", "setup.py", "setup.cfg"] as const;

/**
 * The project's directory: the one that was named, or the nearest with a pyproject.toml, setup.py or
 * setup.cfg from the working directory upwards.
 */
export async function projectDirectory(
  named: string | undefined,
  options: Readonly<Record<string, unknown>>,
  workingDirectory: string,
  files: Pick<Files, "stat">,
): Promise<string> {
  const flag = typeof options["directory"] === "string" ? options["directory"] : undefined;
  if (named !== undefined || flag !== undefined) {
    const directory = resolve(workingDirectory, flag ?? ".", named ?? ".");
    if ((await files.stat(directory)) === null) throw fault("usage/no-directory", { directory });
    return directory;
  }
  for (let directory = workingDirectory; ; directory = dirname(directory)) {
    for (const name of PROJECT_FILES) {
      if ((await files.stat(join(directory, name))) !== null) return directory;
    }
    if (dirname(directory) === directory) return workingDirectory;
  }
}
