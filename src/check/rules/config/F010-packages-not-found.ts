import { setTomlValue } from "../../../tree/edit/toml-edit.ts";
import { isNotAProject, projectsBelow } from "../../../tree/not-a-project.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";
import { outcomeKey, symptom } from "../../../findings/finding.ts";
import { fixIn } from "../../engine/fix.ts";
import { discoveryProblem } from "../../views/packages/package-discovery.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";

/** F010: the backend will find no package, or too many. */
export const packagesNotFound: Rule = defineRule({
  code: "F010",
  slug: "packages-not-found",
  title: "the backend will find no package, or too many",
  severity: "error",
  needs: ["tree"],
  fix: "review",
  disprovedBy: [outcomeKey.built],
  docs: {
    what: "The backend finds no package where it looks (for example, because a src layout is not configured), or finds several and cannot choose.",
    why: "The build fails or produces a wheel that installs nothing.",
    fix: "configure where the packages are",
    bad: '[tool.setuptools.packages.find]\nwhere = ["."]  # and the package is src/demo',
    good: '[tool.setuptools.packages.find]\nwhere = ["src"]',
    peers: [],
  },
  async check({ tree, wheels, builtFromTree }) {
    // The wheel that was built tells the truth; rules on its content look at it.
    if (tree === undefined || (builtFromTree === true && wheels.length > 0)) return [];
    if (isNotAProject(tree)) return [await noProject(tree)];
    const problem = discoveryProblem(tree);
    if (problem === null) return [];
    const { pyproject } = tree;
    const finding: RuleFinding = {
      message: problem.message,
      confidence: "likely",
      location:
        pyproject === null || problem.path === null
          ? { file: "pyproject.toml" }
          : pyproject.locate(problem.path),
      subject: "packages",
      help: problem.help,
      explains: [symptom.build("discovery")],
      ...(pyproject !== null &&
        problem.where !== undefined &&
        fixIn(
          "pyproject.toml",
          "review",
          `look in ${problem.where}`,
          setTomlValue(pyproject, ["tool", "setuptools", "packages", "find", "where"], [problem.where]),
        )),
    };
    return [finding];
  },
});

/** So many members are named. */
const FEW = 5;

/** The root of a workspace: what is meant lies below it. */
async function noProject(tree: SourceTree): Promise<RuleFinding> {
  const members = await projectsBelow(tree);
  const [first] = members;
  const more = members.length > FEW ? ` and ${members.length - FEW} more` : "";
  return {
    message:
      first === undefined
        ? "pyproject.toml declares no project to build"
        : `pyproject.toml declares no project to build; this repository contains ${members.slice(0, FEW).join(", ")}${more}`,
    location: { file: "pyproject.toml" },
    related: members.slice(0, FEW).map((folder) => ({ file: folder })),
    subject: "packages",
    why: "A release needs one project: a folder whose pyproject.toml has a [project] table and a [build-system] table.",
    help:
      first === undefined
        ? "name the project's folder, or add a [project] table"
        : `name one of them: ${first}`,
    explains: [symptom.build("discovery"), symptom.build("invalid-metadata")],
  };
}
