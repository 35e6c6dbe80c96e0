import { symptom } from "../../../findings/finding.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";
import type { TomlFile } from "../../../tree/toml-file.ts";
import { isTable, keysOf } from "../../../tree/pyproject-project.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** F023: a field is called dynamic, and nothing fills it. */
export const dynamicFieldUnfilled: Rule = defineRule({
  code: "F023",
  slug: "dynamic-field-unfilled",
  title: "a field is called dynamic, and nothing fills it",
  severity: "error",
  needs: ["tree"],
  docs: {
    what: "project.dynamic names a field, and the back-end has neither a setting for it nor a way of its own.",
    why: "The build fails, or the field is empty in the release.",
    fix: "configure where the field comes from, or write it down and take it out of dynamic",
    bad: 'dynamic = ["readme"]  # without [tool.setuptools.dynamic] readme',
    good: 'readme = "README.md"',
    peers: [],
  },
  *check({ tree, distributions, builtFromTree }) {
    const pyproject = tree?.pyproject;
    if (pyproject == null || tree === undefined || tree.project.source !== "project") return;
    const isBuilt = builtFromTree === true && distributions.length > 0;
    for (const [position, field] of tree.project.dynamic.entries()) {
      if (isBuilt || pyproject.get(["project", field]) !== undefined) continue;
      const help = unfilled(tree, pyproject, field);
      if (help === null) continue;
      yield {
        message: `project.dynamic names ${field}, and nothing tells ${tree.backend.id} where it comes from`,
        location: pyproject.locate(["project", "dynamic", position]),
        subject: field,
        help,
        explains: [symptom.build(field === "version" ? "no-version" : "invalid-metadata")],
      };
    }
  },
});

/** How to fill a field that nothing fills; null when something does, or when we cannot know. */
function unfilled(tree: SourceTree, pyproject: TomlFile, field: string): string | null {
  switch (tree.backend.id) {
    case "setuptools":
      return setuptoolsUnfilled(tree, pyproject, field);
    case "hatchling": {
      // A metadata hook may fill everything but the version.
      if (field !== "version" || tree.backendFacts.versionFromVcs(pyproject)) return null;
      if (isTable(pyproject.get(["tool", "hatch", "version"]))) return null;
      const hooks = keysOf(pyproject, ["tool", "hatch", "metadata", "hooks"]);
      return hooks.length > 0 || tree.has("hatch.toml")
        ? null
        : 'set [tool.hatch.version] path = "src/.../__init__.py"';
    }
    case "flit":
      return field === "version" || field === "description"
        ? null
        : "flit fills version and description only: write it down";
    case "uv_build":
      return "uv_build fills nothing: write it down";
    case "maturin":
    case "meson":
    case "pdm":
    case "poetry":
    case "scikit-build":
    case "unknown":
      return null;
  }
}

function setuptoolsUnfilled(tree: SourceTree, pyproject: TomlFile, field: string): string | null {
  // setup.py and setup.cfg may fill it; plug-ins of the build may, too.
  if (tree.setupPy !== null) return null;
  const metadata = tree.setupCfg?.sections.get("metadata");
  const options = tree.setupCfg?.sections.get("options");
  const key = {
    readme: "long_description",
    dependencies: "install_requires",
    "requires-python": "python_requires",
  }[field];
  const cfgKey = key ?? field.replaceAll("-", "_");
  if (metadata?.has(cfgKey) === true || options?.has(cfgKey) === true) return null;
  if (
    ["scripts", "gui-scripts", "entry-points", "optional-dependencies"].includes(field) &&
    tree.setupCfg !== null
  )
    return null;
  if (pyproject.get(["tool", "setuptools", "dynamic", field]) !== undefined) return null;
  const plain = tree.backend.requires.every((text) => /^(setuptools|wheel)\b(?![-_.])/i.test(text.trim()));
  if (!plain || tree.backendFacts.versionFromVcs(pyproject)) return null;
  return field === "version"
    ? '[tool.setuptools.dynamic] version = { attr = "pkg.__version__" }, or write it down'
    : `[tool.setuptools.dynamic] ${field} = { file = "..." }, or write it down`;
}
