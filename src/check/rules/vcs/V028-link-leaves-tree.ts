import { symptom } from "../../../findings/finding.ts";
import { leavingText } from "../../../tree/leaving-links.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** V028: a symbolic link leads out of the repository. */
export const linkLeavesTree: Rule = defineRule({
  code: "V028",
  slug: "link-leaves-tree",
  title: "a symbolic link leads out of the repository",
  severity: "error",
  needs: ["tree"],
  docs: {
    what: "A tracked link leads to an absolute path, above the top of the repository, or into its .git directory.",
    why: "A build backend that follows it packs a file of the machine that builds into the release: whoever can have a link merged can have ~/.pypirc published. Nothing is built from such a tree, whatever the backend.",
    fix: "replace the link with a copy of the file, or remove it",
    bad: "src/demo/data.txt -> /etc/passwd",
    good: "src/demo/data.txt -> ../../shared/data.txt",
    peers: [],
  },
  async check({ tree }) {
    const links = (await tree?.leavingLinks()) ?? [];
    return links.map((link) => ({
      message: leavingText(link),
      location: { file: link.path },
      subject: link.path,
      help: `replace ${link.path} with a copy of the file, or remove it: git rm ${link.path}`,
      explains: [symptom.build("link-leaves-tree")],
    }));
  },
});
