import { nearest } from "../../../text/nearest.ts";
import { symptom } from "../../../findings/finding.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** D009: the readme that is declared does not exist. */
export const readmeMissing: Rule = defineRule({
  code: "D009",
  slug: "readme-missing",
  title: "the readme that is declared does not exist",
  severity: "error",
  needs: ["tree"],
  docs: {
    what: "project.readme names a file that is not in the tree.",
    why: "hatchling, flit and uv refuse to build; setuptools builds a release with an empty description.",
    fix: "correct the name, or commit the file",
    bad: 'readme = "README.md"  # the file is Readme.rst',
    good: 'readme = "Readme.rst"',
    peers: ["repo-review:PY002"],
  },
  *check({ tree }) {
    const readme = tree?.project.readme;
    if (tree === undefined || readme == null || readme.file === null) return;
    const path = readme.file.replace(/^\.\//, "");
    if (tree.has(path) || path.startsWith("../")) return;
    const near =
      tree.files.find((file) => file.path.toLowerCase() === path.toLowerCase())?.path ??
      nearest(
        path,
        tree.files.map((file) => file.path).filter((name) => !name.includes("/")),
      );
    yield {
      message: `the readme ${readme.file} is not in the tree`,
      location: readme.location,
      subject: readme.file,
      ...(near !== null && { help: `did you mean ${near}?` }),
      explains: [symptom.build("missing-readme")],
    };
  },
});
