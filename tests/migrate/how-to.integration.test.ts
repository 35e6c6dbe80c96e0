import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { REPOSITORY } from "../support/repository.ts";
import { FILES, withProject } from "./project.ts";

/** The commands of a page, in their order. */
function commandsOf(page: string): readonly (readonly string[])[] {
  const text = readFileSync(join(REPOSITORY, "docs/how-to", page), "utf8");
  return Array.from(text.matchAll(/^ {4,}shipwheel migrate ?(.*)$/gm), ([, rest = ""]) =>
    rest.split(" ").filter((each) => each !== ""),
  );
}

describe("the how-to pages", () => {
  const HATCH = {
    "pyproject.toml":
      '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n[project]\nname = "demo-kit"\nversion = "1.2.0"\n',
    "demo_kit/__init__.py": '__version__ = "1.2.0"\n',
  };
  const SETUP = {
    "setup.py":
      'from setuptools import find_packages, setup\n\nsetup(name="demo-kit", version="1.2.0", packages=find_packages(exclude=["tests*"]), py_modules=["kit_main"],\n      install_requires=open("requirements.txt").read().split())\n',
    "requirements.txt": "attrs>=23\n",
    "MANIFEST.in": "include requirements.txt\n",
    "kit_main.py": "",
    "demo_kit/__init__.py": "",
    "demo_kit/sub/__init__.py": "",
    "tests/__init__.py": "",
  };
  test.each([
    ["migrate-from-poetry.md", FILES],
    ["migrate-to-versions-from-tags.md", HATCH],
    ["migrate-from-setup-py.md", SETUP],
  ])(
    "%s works as written",
    (page, files) =>
      withProject(files, async ({ run, git }) => {
        const commands = commandsOf(page);
        expect(commands.length).toBeGreaterThanOrEqual(3);
        for (const command of commands) {
          const { exit, stdout, stderr } = await run(...command);
          expect([command, exit, exit === 0 ? "" : stdout + stderr]).toEqual([command, 0, ""]);
        }
        expect(git("status", "--porcelain")).toBe("");
      }),
    180_000,
  );
});
