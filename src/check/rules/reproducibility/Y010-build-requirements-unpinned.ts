import { stringList } from "../../../tree/pyproject-project.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** Y010: the build requirements are not pinned. */
export const buildRequirementsUnpinned: Rule = defineRule({
  code: "Y010",
  slug: "build-requirements-unpinned",
  title: "the build requirements are not pinned",
  severity: "info",
  scope: "hygiene",
  needs: ["tree"],
  byDefault: false,
  docs: {
    what: "build-system.requires has no exact versions, and there is no constraints file. Off by default: exact versions in pyproject.toml cause trouble for distributors; a constraints file for your own CI does not.",
    why: "Next month the same commit is built with a different backend version.",
    fix: "set build constraints in CI ([tool.uv] build-constraint-dependencies, or PIP_CONSTRAINT)",
    bad: 'requires = ["hatchling"]',
    good: '[tool.uv]\nbuild-constraint-dependencies = ["hatchling==1.33.0"]',
    peers: [],
  },
  *check({ tree }) {
    const pyproject = tree?.pyproject;
    if (pyproject == null || tree === undefined) return;
    if (pyproject.get(["tool", "uv", "build-constraint-dependencies"]) !== undefined) return;
    if (
      tree.files.some(({ path }) =>
        /(^|\/)[\w.-]*build[\w.-]*(constraints|requirements|lock)[\w.-]*\.(txt|toml)$/i.test(path),
      )
    )
      return;
    const open = stringList(pyproject, ["build-system", "requires"]).filter(
      ({ value }) => !/={2,3}/.test(value),
    );
    const [first] = open;
    if (first === undefined) return;
    yield {
      message: `the build takes any version of ${open.map(({ value }) => `"${value}"`).join(", ")}`,
      location: first.location,
      subject: "build-system",
    };
  },
});
