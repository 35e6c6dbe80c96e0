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
    `commit ${path} and remove its export-ignore attribute: meson dist includes what git archive exports`,
  compiles: true,
  shipModuleHelp: (source) => `add ${source} to install_sources() in meson.build`,
};
