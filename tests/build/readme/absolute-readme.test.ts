import { expect, test } from "vitest";
import { absoluteReadme } from "../../../src/build/readme/absolute-readme.ts";
import { temporaryDirectory, tree } from "../../support/tree.ts";

const PROJECT = `[project]
name = "demo"
version = "1.0"
urls = {Repository = "https://github.com/me/demo"}
`;
const WEB = "https://github.com/me/demo/blob/v1.0";

const made = async (pyproject: string): Promise<readonly string[] | string> => {
  await using place = await temporaryDirectory("readme-");
  const read = await tree(place.path, {
    "pyproject.toml": pyproject,
    "docs/a.md": "",
    "README.md": "[a](docs/a.md)\n",
    "NEWS.md": "[n](docs/a.md)\n",
    "README.rst": "`a <docs/a.md>`_\n",
  });
  const readme = await absoluteReadme(read, "v1.0");
  return typeof readme === "string"
    ? readme
    : readme.edits.map(({ path, text }) => `${path}: ${text.trim()}`);
};

test.each([
  [`${PROJECT}readme = "README.md"\n`, [`README.md: [a](${WEB}/docs/a.md)`]],
  [
    `${PROJECT}dynamic = ["readme"]\n[tool.setuptools.dynamic]\nreadme = {file = ["README.md", "NEWS.md"], content-type = "text/markdown"}\n`,
    [`README.md: [a](${WEB}/docs/a.md)`, `NEWS.md: [n](${WEB}/docs/a.md)`],
  ],
  [
    `${PROJECT}dynamic = ["readme"]\n[tool.setuptools.dynamic]\nreadme = {file = "README.rst"}\n`,
    [`README.rst: \`a <${WEB}/docs/a.md>\`_`],
  ],
  [
    `[tool.poetry]\nname = "demo"\nversion = "1.0"\nrepository = "https://github.com/me/demo"\nreadme = ["README.md", "NEWS.md"]\n`,
    [`README.md: [a](${WEB}/docs/a.md)`, `NEWS.md: [n](${WEB}/docs/a.md)`],
  ],
  [`${PROJECT}dynamic = ["readme"]\n`, "no file is named as the project's readme"],
])("%s", async (pyproject, expected) => {
  expect(await made(pyproject)).toEqual(expected);
});
