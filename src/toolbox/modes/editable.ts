import type { Mode } from "./mode.ts";
import { treeIntoVenv } from "./venv.ts";

/** What contributors do (PEP 660): it shows what works in the checkout and not in the wheel. */
export const editable: Mode = {
  summary: "an editable installation of the sources (PEP 660)",
  source: "tree",
  installer: "uv",
  command: "pip install -e .",
  install: (target, request, ports) => treeIntoVenv(["-e"], target, request, ports),
};
