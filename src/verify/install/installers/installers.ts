import type { InstallerId } from "../../request.ts";
import type { Installer } from "./installer.ts";
import { pip } from "./pip.ts";
import { uv } from "./uv.ts";

/** Every installer, by id. */
export const INSTALLERS: Readonly<Record<InstallerId, Installer>> = { pip, uv };
