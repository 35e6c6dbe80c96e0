import { join } from "node:path";
import { readConfig } from "../../../config/read-config.ts";
import type { Config } from "../../../config/schema.ts";
import type { Files } from "../../../ports/files.ts";
import { parseTomlFile } from "../../../tree/formats/toml-file.ts";

/** The settings of a directory's project; the defaults where there is none. Throws `config/…`. */
export async function directorySettings(directory: string, files: Pick<Files, "read">): Promise<Config> {
  const pyproject = await files.read(join(directory, "pyproject.toml")).catch(() => null);
  return readConfig(pyproject && parseTomlFile("pyproject.toml", pyproject));
}
