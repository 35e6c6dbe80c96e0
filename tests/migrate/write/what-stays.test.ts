import { describe, expect, test } from "vitest";
import { parseTomlFile, type TomlFile } from "../../../src/tree/formats/toml-file.ts";
import { build, migrated, PYPROJECT } from "../migrated.ts";

const POETRY: string = build("poetry-core", "poetry.core.masonry.api");
const HATCHLING: string = build("hatchling", "hatchling.build");

/** The written text, read again: what is no TOML throws. */
function parsed(text: string): TomlFile {
  return parseTomlFile("pyproject.toml", Buffer.from(text));
}

test.each(["\n", "\r\n"])("blank lines go where tables went, and stay in strings (%j)", async (end) => {
  const template = `"""\na\n\n\n\n\n\nb"""`;
  const { text } = await migrated(
    `[tool.poetry]\n${PYPROJECT}\n\n\n\n\n\n[tool.towncrier]\ntemplate = ${template}\nraw = '''\n\n\n\n\n\n'''\n\n\n\n\n\n${POETRY}`.replaceAll(
      "\n",
      end,
    ),
  );
  expect(text).toContain(template.replaceAll("\n", end));
  expect(text).toContain("raw = '''\n\n\n\n\n\n'''\n\n\n[build-system]".replaceAll("\n", end));
});
