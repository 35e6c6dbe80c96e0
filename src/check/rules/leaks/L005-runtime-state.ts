import { runtimeStateFiles, runtimeStateFolders } from "../../views/runtime-state.ts";
import { memberPath } from "../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** L005: the state of a running program is in the archive. */
export const runtimeState: Rule = defineRule({
  code: "L005",
  slug: "runtime-state",
  title: "the state of a running program is in the archive",
  severity: "warning",
  needs: ["dist"],
  docs: {
    what: "The archive contains a data folder, database or log that the program wrote on the build machine.",
    why: "Every user gets your data, and an upgrade overwrites theirs.",
    fix: "exclude the folder; create it on first use, in the user's data directory",
    bad: "data/users.sqlite3 at the top of the wheel",
    good: 'platformdirs.user_data_dir("pkg")',
    peers: [],
  },
  *check({ distributions }) {
    for (const distribution of distributions) {
      const { fileName } = distribution;
      for (const folder of runtimeStateFolders(distribution)) {
        yield {
          message: `${fileName} contains ${folder}, the state of a running program`,
          location: { file: fileName },
          subject: folder,
        };
      }
      for (const file of runtimeStateFiles(distribution)) {
        const path = distribution.kind === "sdist" ? file.slice(file.indexOf("/") + 1) : file;
        yield {
          message: `${fileName} contains ${path}, which a running program wrote`,
          location: { file: memberPath(distribution, file) },
          subject: path,
        };
      }
    }
  },
});
