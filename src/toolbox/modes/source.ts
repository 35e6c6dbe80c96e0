import type { Mode } from "./mode.ts";
import { treeIntoVenv } from "./venv.ts";

/** A checkout that is installed without a release: its wheel is built from the tree, not from the sdist. */
export const source: Mode = {
  summary: "an installation of the sources, not editable",
  source: "tree",
  installer: "uv",
  command: "pip install .",
  install: (target, request, ports) => treeIntoVenv([], target, request, ports),
};
