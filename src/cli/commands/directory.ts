import { dirname, join, resolve } from "node:path";
import type { Files } from "../../ports/files.ts";
import { fault } from "../../findings/fault.ts";
import type { GlobalOptions } from "../globals.ts";

const PROJECT_FILES = ["pyproject.toml", "setup.py", "setup.cfg"] as const;

type Place = Pick<GlobalOptions, "directory">;

/** The directory that relative paths mean: `--directory`, or where the command was started. */
export function workingDirectory({ directory }: Place, started: string): string {
  return directory === undefined ? started : resolve(started, directory);
}

/**
 * The project's directory: the one that was named, or the nearest with a pyproject.toml, setup.py or
 * setup.cfg from the working directory upwards.
 */
export async function projectDirectory(
  named: string | undefined,
  globals: Place,
  started: string,
  files: Pick<Files, "stat">,
): Promise<string> {
  const here = workingDirectory(globals, started);
  if (named !== undefined || here !== started) {
    const directory = resolve(here, named ?? ".");
    if ((await files.stat(directory)) === null) throw fault("usage/no-directory", { directory });
    return directory;
  }
  for (let directory = started; ; directory = dirname(directory)) {
    for (const name of PROJECT_FILES) {
      if ((await files.stat(join(directory, name))) !== null) return directory;
    }
    if (dirname(directory) === directory) return started;
  }
}
