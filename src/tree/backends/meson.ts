import type { BackendFacts } from "../backend.ts";
import { ORDINARY_BACKEND } from "./ordinary.ts";

/** The build backend meson. */
export const meson: BackendFacts = {
  ...ORDINARY_BACKEND,
  id: "meson",
  objects: ["mesonpy"],
  distributions: ["meson-python"],
  shipDataHelp: "install it from meson.build",
  shipInSdistHelp: (path) =>
    `commit ${path} and drop its export-ignore attribute: meson dist ships what git archive gives`,
  compiles: true,
  shipModuleHelp: (source) => `add ${source} to install_sources() in meson.build`,
};
