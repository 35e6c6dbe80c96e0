import { expect, test } from "vitest";
import { extrasApart } from "../../src/rehearse/extras-apart.ts";
import { parseTomlFile } from "../../src/tree/formats/toml-file.ts";

test.each([
  ["", []],
  ["conflicts = [[{ extra = 'cpu' }, { extra = 'gpu' }]]", [["cpu", "gpu"]]],
  [
    "conflicts = [[{ package = 'Demo', extra = 'a' }, { extra = 'b' }, { group = 'dev' }], [{ package = 'other', extra = 'a' }, { extra = 'c' }]]",
    [["a", "b"]],
  ],
  ["conflicts = 'none'", []],
])("[tool.uv] %s", (line, expected) => {
  const pyproject = parseTomlFile("pyproject.toml", Buffer.from(`[tool.uv]\n${line}\n`));
  const name = { value: "demo", location: { file: "pyproject.toml" } };
  expect(extrasApart({ pyproject, project: { name } })).toEqual(expected);
});
