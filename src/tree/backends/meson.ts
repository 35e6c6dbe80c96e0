import type { BackendFacts } from "../backend.ts";

/** The build back-end meson. */
export const meson: BackendFacts = {
  id: "meson",
  objects: ["mesonpy"],
  distributions: ["meson-python"],
  extraProjectKeys: [],
  sourceRoots: () => null,
  shipDataHelp: "install it from meson.build",
  shipInSdistHelp: (path) =>
    `commit ${path} and drop its export-ignore attribute: meson dist ships what git archive gives`,
  versionFromVcs: () => false,
};
