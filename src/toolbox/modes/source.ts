import { join } from "node:path";
import { pathWith } from "./places.ts";
import type { Mode } from "./mode.ts";
import { intoVenv } from "./venv.ts";

/** A checkout that is installed without a release: its wheel is built from the tree, not from the sdist. */
export const source: Mode = {
  summary: "an installation of the sources, not editable",
  source: "tree",
  command: "pip install .",
  async install(target, request, ports) {
    if (request.files.tree === null)
      return { kind: "not-tried", reason: "there are no sources, only distributions" };
    const tree = await request.files.tree(join(target.directory, "tree"));
    return intoVenv([pathWith(tree, target.extras)], target, request, ports);
  },
};
