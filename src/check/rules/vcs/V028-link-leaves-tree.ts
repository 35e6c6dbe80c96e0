import { symptom } from "../../../findings/finding.ts";
import { leavingText } from "../../../tree/leaving-links.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** V028: a symbolic link points outside the repository. */
export const linkLeavesTree: Rule = defineRule({
  code: "V028",
  slug: "link-leaves-tree",
  title: "a symbolic link points outside the repository",
  severity: "error",
  needs: ["tree"],
  docs: {
    what: "A tracked link points to an absolute path, outside the repository, or into its .git directory.",
    why: "A backend that follows the link packs a file of the build machine into the release: anyone who gets a link merged can publish ~/.pypirc. Such a tree is never built.",
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
