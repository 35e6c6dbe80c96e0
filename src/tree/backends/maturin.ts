import type { BackendFacts } from "../backend.ts";
import { ORDINARY_BACKEND } from "./ordinary.ts";
import { directory } from "./reading.ts";

/** The build backend maturin. */
export const maturin: BackendFacts = {
  ...ORDINARY_BACKEND,
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
  sdistSettings: "[tool.maturin] include and exclude",
  compiles: true,
  buildsCrate: true,
  toleratesUnknownKeys: true,
};
