import { conda } from "./conda.ts";
import { container } from "./container.ts";
import { editable } from "./editable.ts";
import { file } from "./file.ts";
import { hashes } from "./hashes.ts";
import type { Mode } from "./mode.ts";
import { pipx } from "./pipx.ts";
import { source } from "./source.ts";
import { system } from "./system.ts";
import { user } from "./user.ts";
import { uvTool } from "./uv-tool.ts";
import { uvx } from "./uvx.ts";

/** The id of a mode. */
export type ModeId =
  | "file"
  | "uv-tool"
  | "uvx"
  | "editable"
  | "source"
  | "hashes"
  | "pipx"
  | "user"
  | "system"
  | "conda"
  | "container";

/** The ways to install that are tried beside the virtual environments of the installers; the cheapest first. */
export const MODES: Readonly<Record<ModeId, Mode>> = {
  file,
  "uv-tool": uvTool,
  uvx,
  editable,
  source,
  hashes,
  pipx,
  user,
  system,
  conda,
  container,
};

/** The ids of {@link MODES}, for the settings, the command line and the matrix. */
export const MODE_IDS: readonly ModeId[] = Object.keys(MODES) as ModeId[];
