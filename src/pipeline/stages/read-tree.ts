import { readConfig } from "../../config/read-config.ts";
import { readSourceTree } from "../../tree/read-source-tree.ts";
import { defineStage, type Stage } from "../stage.ts";

/** Reads the project once: files, declarations, git, [tool.shipwheel]. */
export const readTree: Stage = defineStage({
  id: "read",
  title: "read the tree",
  phase: "config",
  needs: ["request"],
  gives: ["tree", "config"],
  async run({ request }, { ports }) {
    const tree = await readSourceTree(request.directory, { allowNoGit: request.allowNoGit }, ports);
    const config = readConfig(tree.pyproject);
    return {
      values: {
        tree,
        config: {
          ...config,
          builder: request.builder ?? config.builder,
          installers: request.installers ?? config.installers,
          python: request.pythons ?? config.python,
          "build-timeout": request.buildTimeout ?? config["build-timeout"],
        },
      },
      detail: `${tree.files.length} files, ${tree.backend.id === "unknown" ? tree.backend.buildBackend : tree.backend.id}`,
    };
  },
});
