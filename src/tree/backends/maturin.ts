import type { BackendFacts } from "../backend.ts";
import { directory } from "./reading.ts";

/** The build back-end maturin. */
export const maturin: BackendFacts = {
  id: "maturin",
  objects: ["maturin"],
  distributions: ["maturin"],
  extraProjectKeys: ["repository", "homepage", "documentation"],
  sourceRoots: (pyproject) => {
    const source = pyproject?.get(["tool", "maturin", "python-source"]);
    return typeof source === "string" ? [directory(source)] : null;
  },
  shipDataHelp: "add it to `include` of [tool.maturin]",
  shipInSdistHelp: (path) => `add { path = "${path}", format = "sdist" } to include of [tool.maturin]`,
  versionFromVcs: () => false,
};
