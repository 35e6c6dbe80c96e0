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

describe("keys that no source reads stay at their path, however they are written", () => {
  test.each([
    [
      "in a table whose name needs quotes",
      `[tool.poetry]\n${PYPROJECT}[tool.poetry.group."a.b c"]\nstrange = 1\n${POETRY}`,
      ["tool", "poetry", "group", "a.b c"],
      { strange: 1 },
    ],
    [
      "as dotted keys",
      `[project]\n${PYPROJECT}[tool.hatch.build]\ntargets.wheel.packages = ["demo_kit"]\n# why\ntargets.wheel.strange = 1\n${HATCHLING}`,
      ["tool", "hatch", "build"],
      { targets: { wheel: { strange: 1 } } },
    ],
    [
      "as dotted keys at the top",
      `tool.poetry.name = "demo-kit"\ntool.poetry.version = "1.2.0"\ntool.poetry.strange = 1\n${POETRY}`,
      ["tool", "poetry"],
      { strange: 1 },
    ],
    [
      "in an inline table of a table that goes",
      `[tool.poetry]\n${PYPROJECT}group = { dev = { strange = 1, dependencies = { pytest = "^8" } } }\n${POETRY}`,
      ["tool", "poetry"],
      { group: { dev: { strange: 1 } } },
    ],
    [
      "in an inline table",
      `[tool]\npoetry = { name = "demo-kit", version = "1.2.0", strange = 1 }\n${POETRY}`,
      ["tool", "poetry"],
      { strange: 1 },
    ],
  ])("%s", async (_, pyproject, path, expected) => {
    const { text } = await migrated(pyproject);
    expect(JSON.stringify(parsed(text).get(path))).toBe(JSON.stringify(expected));
    expect(text.match(/strange/g)).toHaveLength(1);
  });
});

test("a directory of a group joins the sources that uv has already, and takes none away", async () => {
  const sources = (given: string): string =>
    `[tool.poetry]\n${PYPROJECT}[tool.poetry.group.docs.dependencies]\nlocal = { path = "../local" }\nother = { path = "../other" }\n${given}\n${POETRY}`;
  const wanted = { other: { path: "../fork" }, local: { path: "../local" } };
  for (const given of [
    '[tool.uv.sources]\nother = { path = "../fork" }\n',
    '[tool.uv]\nsources = { other = { path = "../fork" } }\n',
    '[tool.uv]\nsources.other = { path = "../fork" }\n',
  ]) {
    const { text } = await migrated(sources(given));
    expect(parsed(text).get(["tool", "uv", "sources"])).toEqual(wanted);
  }
  const { text } = await migrated(sources("[tool.uv]\npackage = true\n"));
  expect(parsed(text).get(["tool", "uv", "sources", "local", "path"])).toBe("../local");
});
