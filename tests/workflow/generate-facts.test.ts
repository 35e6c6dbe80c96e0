import { describe, expect, test } from "vitest";
import { readConfig } from "../../src/config/read-config.ts";
import { declaredPythons, wheelRunners } from "../../src/workflow/generate/facts.ts";
import { temporaryDirectory, tree } from "../support/tree.ts";

test("the runners that build wheels are those of a project with native code", async () => {
  const of = async (files: Readonly<Record<string, string>>): Promise<number> => {
    await using directory = await temporaryDirectory("workflow-");
    const made = await tree(directory.path, files);
    return wheelRunners(made, readConfig(made.pyproject)).length;
  };
  const project = '[project]\nname = "demo"\nversion = "1"\n';
  const setup = (more: string): string => `from setuptools import setup, Extension\nsetup(${more})\n`;
  const maturin = '[build-system]\nrequires = ["maturin"]\nbuild-backend = "maturin"\n';
  expect(await of({ "pyproject.toml": project })).toBe(0);
  expect(await of({ "pyproject.toml": project, "setup.py": setup("ext_modules=[]") })).toBe(5);
  expect(await of({ "pyproject.toml": project + maturin })).toBe(5);
  expect(await of({ "pyproject.toml": `${project}[tool.cibuildwheel]\n` })).toBe(5);
  const says = (text: string): string => `${project}${maturin}[tool.shipwheel.${text}\n`;
  expect(await of({ "pyproject.toml": says('check.contract]\nexpect = "pure"') })).toBe(0);
  expect(await of({ "pyproject.toml": says('workflow]\nwheels = ["ubuntu-latest"]') })).toBe(1);
});

describe("the Pythons that verify", () => {
  const DAY = new Date("2026-11-30");
  async function pythonsOf(project: string): Promise<readonly string[]> {
    await using directory = await temporaryDirectory("workflow-");
    const pyproject = `[project]
name = "demo"
${project}`;
    return declaredPythons(await tree(directory.path, { "pyproject.toml": pyproject }), DAY);
  }

  test("are those of the classifiers that requires-python admits", async () => {
    const classifiers = ["3.8", "3.11", "3.12"].map((each) => `"Programming Language :: Python :: ${each}"`);
    expect(
      await pythonsOf(`requires-python = ">=3.11"\nclassifiers = [${classifiers.join(", ")}]\n`),
    ).toEqual(["3.11", "3.12"]);
  });

  test("else all that requires-python admits and that still get fixes", async () => {
    const made = await pythonsOf('requires-python = ">=3.8"\n');
    expect(made).not.toContain("3.9");
    expect(made).toContain("3.11");
    expect(await pythonsOf('requires-python = ">=3.12,<3.13"\n')).toEqual(["3.12"]);
  });
});
