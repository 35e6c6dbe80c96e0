import { setTomlValue } from "../../../tree/edit/toml-edit.ts";
import { symptom } from "../../../values/finding.ts";
import { fixIn } from "../../fix.ts";
import { discoveryProblem } from "../../package-discovery.ts";
import { defineRule, type Rule } from "../../rule.ts";

/** F010: the back-end will find no package, or too many. */
export const packagesNotFound: Rule = defineRule({
  code: "F010",
  slug: "packages-not-found",
  title: "the back-end will find no package, or too many",
  severity: "error",
  needs: ["tree"],
  fix: "review",
  docs: {
    what: "Where the back-end looks for packages there are none (a src layout that is not configured), or several of which it cannot know which are meant.",
    why: "The build fails, or makes a wheel that installs nothing.",
    fix: "say where the packages are",
    bad: '[tool.setuptools.packages.find]\nwhere = ["."]  # and the package is src/demo',
    good: '[tool.setuptools.packages.find]\nwhere = ["src"]',
    peers: [],
  },
  *check({ tree, wheels, builtFromTree }) {
    // The wheel that was built tells the truth; rules on its content look at it.
    if (tree === undefined || (builtFromTree === true && wheels.length > 0)) return;
    const problem = discoveryProblem(tree);
    if (problem === null) return;
    const { pyproject } = tree;
    yield {
      message: problem.message,
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
  },
});
