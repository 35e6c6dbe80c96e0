import { join } from "node:path";
import { pathWith } from "./places.ts";
import type { Mode } from "./mode.ts";
import { intoVenv } from "./venv.ts";

/** What contributors do (PEP 660): it shows what works in the checkout and not in the wheel. */
export const editable: Mode = {
  summary: "an editable installation of the sources (PEP 660)",
  source: "tree",
  command: "pip install -e .",
  async install(target, request, ports) {
    if (request.files.tree === null)
      return { kind: "not-tried", reason: "there are no sources, only distributions" };
    const tree = await request.files.tree(join(target.directory, "tree"));
    return intoVenv(["-e", pathWith(tree, target.extras)], target, request, ports);
  },
};
