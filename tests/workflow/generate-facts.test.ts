import { describe, expect, test } from "vitest";
import { readConfig } from "../../src/config/read-config.ts";
import { DEFAULT_CONFIG } from "../../src/config/schema.ts";
import type { WorkflowConfig } from "../../src/config/sections/workflow.ts";
import { parseTomlFile } from "../../src/tree/formats/toml-file.ts";
import { parseTagTemplate } from "../../src/version/tag-template.ts";
import {
  branchRef,
  buildPython,
  declaredPythons,
  wheelRunners,
  workflowFacts,
  type WorkflowFacts,
} from "../../src/workflow/generate/facts.ts";
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

describe("what is generated follows the calendar and requires-python", () => {
  async function of(
    requires: string,
    day: string,
    settings: Partial<WorkflowConfig> = {},
  ): Promise<WorkflowFacts> {
    await using directory = await temporaryDirectory("workflow-");
    const pyproject = `[project]\nname = "demo"\nrequires-python = "${requires}"\n`;
    const made = await tree(directory.path, { "pyproject.toml": pyproject });
    const config = { ...DEFAULT_CONFIG, workflow: { ...DEFAULT_CONFIG.workflow, ...settings } };
    const template = parseTagTemplate("v{version}");
    const more = { directory: "", template, branch: "main", shipwheel: "1.2.3", today: new Date(day) };
    return workflowFacts(made, config, more);
  }

  test("the jobs run the version of the settings, else the one that generates", async () => {
    expect((await of(">=3.11", "2026-11-30", { version: "0.9.0" })).shipwheel).toBe("0.9.0");
    expect((await of(">=3.11", "2026-11-30")).shipwheel).toBe("1.2.3");
  });

  test("the release is watched on the newest released Python and on the one to come, if it is admitted", async () => {
    expect((await of(">=3.11", "2026-11-30")).watched).toEqual(["3.15", "3.16"]);
    expect((await of(">=3.11", "2026-09-30")).watched).toEqual(["3.14", "3.15"]);
    expect((await of(">=3.11,<3.16", "2026-11-30")).watched).toEqual(["3.15"]);
    expect((await of(">=3.8,<3.12", "2026-11-30")).watched).toEqual(["3.11"]);
  });

  test("a requires-python that nothing meets is refused, and one of old Pythons takes the newest of them", async () => {
    expect((await of(">=3.8,<3.10", "2026-11-30")).pythons).toEqual(["3.9"]);
    await expect(of(">=3.17", "2026-11-30")).rejects.toMatchObject({ code: "workflow/no-python" });
  });

  test("the newest plain CPython builds, and more cells than GitHub takes are refused", async () => {
    expect(buildPython({ pythons: ["3.13", "3.9", "3.13t", "pypy3.10"] })).toBe("3.13");
    const systems = Array.from({ length: 70 }, (_, at) => `runner-${at}`);
    await expect(of(">=3.11", "2026-11-30", { systems })).rejects.toMatchObject({
      code: "workflow/too-many-cells",
    });
  });

  test("names that YAML or an expression would read otherwise are quoted, escaped or refused", async () => {
    const read = (table: string): unknown =>
      readConfig(parseTomlFile("pyproject.toml", Buffer.from(`[tool.shipwheel.workflow]\n${table}\n`)));
    for (const refused of [
      'environments = { pypi = "te ${{ x }}" }',
      'branch = "rel *"',
      'branch = "a\\"b"',
      'python = ["3.1O\\n    evil: x"]',
    ])
      expect(() => read(refused), refused).toThrow("must be");
    expect(() =>
      read('environments = { pypi = "Prod: PyPI" }\nbranch = "it\'s"\npython = ["3.13t"]'),
    ).not.toThrow();
    expect(branchRef({ branch: "it's' || true || '" })).toBe("'refs/heads/it''s'' || true || '''");
  });
});
