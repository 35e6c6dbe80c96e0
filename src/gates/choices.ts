/** The ids of the kinds of gates, as the settings name them. Kept apart: reading the settings needs no kind. */
export const GATE_CHOICES: readonly string[] = [
  "pytest",
  "ruff",
  "ruff-format",
  "mypy",
  "pyright",
  "bandit",
  "sphinx",
  "mkdocs",
  "examples",
  "tox",
  "nox",
  "pre-commit",
  "hatch",
  "poe",
  "uv",
  "command",
];
