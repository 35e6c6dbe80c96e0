import { renameTomlKey } from "../../../tree/edit/toml-edit.ts";
import { keysOf } from "../../../tree/pyproject-project.ts";
import { nearest } from "../../../text/nearest.ts";
import { fixIn } from "../../engine/fix.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** The tables that pyproject.toml may have (PEP 518, 621, 735; 725 is a draft that projects use already). */
const TABLES: ReadonlySet<string> = new Set([
  "build-system",
  "project",
  "dependency-groups",
  "external",
  "tool",
]);
/** Sections of setup.cfg. */
const SETUP_CFG =
  /^(metadata|options(\..+)?|bdist_wheel|bdist_rpm|sdist|egg_info|build_ext|develop|easy_install|aliases|wheel)$/;
/** Tools whose settings lie below `tool`. */
const TOOLS =
  /^(black|coverage|flake8|flit|hatch|isort|maturin|mypy|pdm|poetry|pylint|pytest|ruff|setuptools|setuptools[-_]scm|tox|uv)$/;

/** F024: a table at the top of pyproject.toml that no tool reads. */
export const foreignTable: Rule = defineRule({
  code: "F024",
  slug: "foreign-table",
  title: "a table at the top of pyproject.toml that no tool reads",
  severity: "warning",
  needs: ["tree"],
  fix: "review",
  docs: {
    what: "PEP 518 reserves the top of pyproject.toml: build-system, project, dependency-groups and tool are the only tables allowed there. [options] and [metadata] are sections of setup.cfg.",
    why: "Tools silently ignore the table: packages, data and dependencies that it names are not in the release.",
    fix: "move the settings to [project] or [tool.<name>]",
    bad: "[options]\ninclude_package_data = true",
    good: "[tool.setuptools]\ninclude-package-data = true",
    peers: ["validate-pyproject"],
  },
  *check({ tree }) {
    const pyproject = tree?.pyproject;
    if (pyproject == null) return;
    for (const key of keysOf(pyproject, [])) {
      if (TABLES.has(key)) continue;
      const near = nearest(key.replaceAll("_", "-"), TABLES);
      const isFree = near !== null && pyproject.get([near]) === undefined;
      yield {
        message: `no tool reads ${key} at the top of pyproject.toml${SETUP_CFG.test(key) ? ": it is a section of setup.cfg" : ""}`,
        location: pyproject.locate([key], "key"),
        subject: key,
        help: helpFor(key, near),
        ...(isFree &&
          fixIn("pyproject.toml", "review", `write ${near}`, renameTomlKey(pyproject, [key], near))),
      };
    }
  },
});

function helpFor(key: string, near: string | null): string {
  if (SETUP_CFG.test(key))
    return key === "metadata"
      ? "move the settings to [project]"
      : "move the settings to [tool.setuptools] (package data: [tool.setuptools.package-data]), or the section to setup.cfg";
  if (TOOLS.test(key)) return `write [tool.${key}]`;
  return near === null
    ? "move the settings to [project] or [tool.<name>], or remove them"
    : `write [${near}]`;
}
