import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";

/** A022: the sdist's folder is not {name}-{version}. Found by the reader itself. */
export const sdistFolderName: Rule = problemRule({
  code: "A022",
  slug: "sdist-folder-name",
  title: "the sdist's folder is not {name}-{version}",
  severity: "warning",
  on: "sdist",
  docs: {
    what: "PEP 625 wants one folder with the normalised name and the version.",
    why: "Tools that expect that folder fail. PyPI does not check it.",
    fix: "build with a current backend",
    bad: "My_Pkg-1.0/ in my_pkg-1.0.tar.gz",
    good: "my_pkg-1.0/",
    peers: ["build"],
  },
});
