import type { Installer } from "./installer.ts";
import { pip } from "./pip.ts";
import { uv } from "./uv.ts";

/** Every installer by its id, in the order in which the matrix tries them. */
export const INSTALLERS: Readonly<{ pip: Installer; uv: Installer }> = { pip, uv };

/** One of {@link INSTALLERS}. */
export type InstallerId = keyof typeof INSTALLERS;

/** The ids of {@link INSTALLERS}, for the settings, the command line and the matrix. */
export const INSTALLER_IDS: readonly InstallerId[] = Object.keys(INSTALLERS) as InstallerId[];
