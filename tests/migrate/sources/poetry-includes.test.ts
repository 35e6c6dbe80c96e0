import { expect, test } from "vitest";
import { build, migrated, PYPROJECT } from "../migrated.ts";

test("files that git ignores and Poetry ships are an obstacle", async () => {
  const include =
    'include = [{ path = "demo_kit/static/app.js", format = ["sdist", "wheel"] }, "dist/*.map", "tests"]';
  const project = `[tool.poetry]\n${PYPROJECT}${include}\n${build("poetry-core", "poetry.core.masonry.api")}`;
  const more = { "tests/a.py": "" };
  const ignored = ["demo_kit/static/", "tests/__pycache__/", "tests/big.bin"];
  const { refusals, notes } = await migrated(project, false, more, "setuptools", ignored);
  expect(notes.join()).toContain("include ships tests/big.bin, which git ignores");
  expect(refusals).toEqual([expect.stringContaining("demo_kit/static/app.js, which git ignores")]);
});
