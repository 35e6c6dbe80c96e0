import { expect, test } from "vitest";
import { build, migrated, PYPROJECT } from "../migrated.ts";

test("classifiers of licenses alone go as a whole where an expression takes their place", async () => {
  const { text } = await migrated(
    `[project]\n${PYPROJECT}license = { text = "BSD-3-Clause" }\nclassifiers = ["License :: OSI Approved :: BSD License"]\n\n${build("hatchling", "hatchling.build")}`,
  );
  expect(text).toContain('license = "BSD-3-Clause"');
  expect(text).not.toContain("classifiers");
});
