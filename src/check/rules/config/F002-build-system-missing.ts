import type { Fix } from "../../../findings/finding.ts";
import { tomlSyntax, type TomlFile } from "../../../tree/formats/toml-file.ts";
import { lineEnding } from "../../../tree/edit/text-lines.ts";
import { isNotAProject } from "../../../tree/not-a-project.ts";
import { foreignImports } from "./setup/setup-script.ts";
import { fixIn } from "../../engine/fix.ts";
import { isTable } from "../../../tree/pyproject-project.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** F002: no pyproject.toml, or no [build-system] in it. */
export const buildSystemMissing: Rule = defineRule({
  code: "F002",
  slug: "build-system-missing",
  title: "no pyproject.toml, or no [build-system] in it",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree"],
  fix: "safe",
  docs: {
    what: "Without [build-system], frontends fall back to the latest setuptools.",
    why: "Each setuptools release can change the build, and build requirements are not declared.",
    fix: 'add [build-system] requires = ["setuptools>=77"], build-backend = "setuptools.build_meta"',
    bad: "setup.py alone",
    good: '[build-system]\nrequires = ["setuptools>=77"]\nbuild-backend = "setuptools.build_meta"',
    peers: [
      "repo-review:PY001",
      "repo-review:PP002",
      "pyroma:MissingPyProjectToml",
      "pyroma:MissingBuildSystem",
    ],
  },
  *check({ tree }) {
    if (tree === undefined || isTable(tree.pyproject?.get(["build-system"])) || isNotAProject(tree)) return;
    const file =
      tree.pyproject === null ? (tree.setupPy === null ? "setup.cfg" : "setup.py") : "pyproject.toml";
    const message =
      tree.pyproject === null
        ? "pyproject.toml is missing, so the build requirements are not declared"
        : "pyproject.toml has no [build-system], so frontends use the latest setuptools";
    // A setup.py that needs no more than setuptools builds as it always did: frontends promise that.
    const foreign = tree.setupPy === null ? [] : foreignImports(tree.setupPy.text, []);
    const isEnough = foreign.every(
      ({ text: name }) => tree.has(`${name}.py`) || tree.has(`${name}/__init__.py`),
    );
    yield {
      message,
      ...(isEnough && tree.project.source !== "project" && { severity: "info" as const }),
      location: { file },
      subject: "build-system",
      ...setuptoolsDeclared(tree.pyproject),
    };
  },
});

/** What is assumed anyhow, said: at the top of the file, or in a new one. */
function setuptoolsDeclared(pyproject: TomlFile | null): { readonly fix?: Fix } {
  const end = pyproject === null ? "\n" : lineEnding(pyproject.text);
  const table = [
    "[build-system]",
    'requires = ["setuptools"]',
    'build-backend = "setuptools.build_meta"',
    "",
  ].join(end);
  if (pyproject === null) {
    return fixIn("pyproject.toml", "safe", "declare setuptools", [{ start: 0, end: 0, text: table }]);
  }
  // In front of the first table: keys at the top would fall into it otherwise.
  const first = tomlSyntax(pyproject)?.body[0].body.find((node) => node.type === "TOMLTable");
  if (pyproject.get(["build-system"]) !== undefined || first === undefined) return {};
  const start = first.range[0];
  return fixIn("pyproject.toml", "safe", "declare setuptools", [
    { start, end: start, text: `${table}${end}` },
  ]);
}
