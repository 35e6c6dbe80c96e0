import { memberPath } from "../../views/metadata-view.ts";
import { isSample, releasedFiles } from "../../views/released-files.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** L003: a version control folder is in the archive. */
export const versionControlInArchive: Rule = defineRule({
  code: "L003",
  slug: "version-control-in-archive",
  title: "a version control folder is in the archive",
  severity: "error",
  needs: ["dist"],
  docs: {
    what: "The archive contains .git, .hg, .svn, .bzr or CVS.",
    why: "Anyone can download the whole history with it: deleted files, e-mail addresses, tokens of the remote.",
    fix: "exclude the folder, and revoke any secrets in the history",
    bad: "pkg-1.0/.git/config",
    good: "a build from a clean export",
    peers: ["pydistcheck:unexpected-files"],
  },
  *check(inputs) {
    const told = new Set<string>();
    for (const { distribution, path, member } of releasedFiles(inputs)) {
      const folder = /^(.*?\/)?(\.git|\.hg|\.svn|\.bzr|CVS)(?=\/)/.exec(path)?.[0];
      const subject = `${distribution.kind} ${folder}`;
      if (folder === undefined || told.has(subject)) continue;
      told.add(subject);
      yield {
        message: `${distribution.fileName} contains ${folder}`,
        location: { file: memberPath(distribution, member) },
        subject,
        // A test of a program that works on repositories has small ones.
        ...(isSample(path) && { severity: "info" as const }),
      };
    }
  },
});
