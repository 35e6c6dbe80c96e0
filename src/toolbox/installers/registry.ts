import type { Installer } from "./installer.ts";
import { pip } from "./pip.ts";
import { uv } from "./uv.ts";

/** The id of an installer. */
export type InstallerId = "pip" | "uv";

/** Every installer by its id, in the order in which the matrix tries them. */
export const INSTALLERS: Readonly<Record<InstallerId, Installer>> = { pip, uv };

/** The ids of {@link INSTALLERS}, for the settings, the command line and the matrix. */
export const INSTALLER_IDS: readonly InstallerId[] = Object.keys(INSTALLERS) as InstallerId[];
