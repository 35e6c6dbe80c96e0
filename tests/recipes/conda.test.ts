import { parse } from "yaml";
import { describe, expect, test } from "vitest";
import { conda } from "../../src/recipes/channels/conda.ts";
import { matchSpec } from "../../src/recipes/match-spec.ts";
import { selectorOf } from "../../src/recipes/selectors.ts";
import { FACTS, recipeInput, requirement } from "./facts.ts";

function recipe(...args: Parameters<typeof recipeInput>) {
  const { files, findings, notes } = conda.write(recipeInput(...args));
  return { yaml: parse(files[0]?.text ?? ""), findings, notes };
}

test.each([
  [">=2", ">=2"],
  ["~=2.1", ">=2.1,<3"],
  ["~=2.1.3", ">=2.1.3,<2.2"],
  ["~=1!2.1", ">=1!2.1,<1!3"],
  ["==1.*", "1.*"],
  ["!=1.4.*,>=1", "!=1.4.*,>=1"],
  ["==v1.0RC1", "==1.0rc1"],
  ["===1.0", "==1.0"],
  ["===local", null],
  ["", ""],
])("the clauses %j are %j for conda", (specifier, spec) => {
  expect(matchSpec(specifier)).toBe(spec);
});

test.each([
  ["sys_platform == 'win32'", "win", false],
  ["platform_system != 'Windows'", "not win", false],
  ["sys_platform == 'darwin' or os_name == 'nt'", "osx or win", false],
  ["sys_platform == 'linux' and platform_machine == 'x86_64'", "linux and x86_64", false],
  ["python_version < '3.12'", null, true],
  ["sys_platform == 'win32' and python_version < '3.12'", "win", true],
  ["sys_platform == 'win32' or python_version < '3.12'", null, true],
])("the marker %j is the condition %j", (marker, when, isWider) => {
  const parsed = requirement(`x; ${marker}`).marker;
  expect(parsed && selectorOf(parsed)).toEqual({ when, isWider });
});

describe("the recipe", () => {
  test("of a pure project is noarch, with its entry points and the digest of the sdist", () => {
    const { yaml, findings, notes } = recipe();
    expect(findings).toEqual([]);
    expect(yaml).toMatchObject({
      context: { version: "1.2.3", python_min: "3.11" },
      source: { sha256: FACTS.sdist.sha256 },
      build: { noarch: "python", python: { entry_points: ["hello-ship = hello_ship:main"] } },
      requirements: {
        host: ["python ${{ python_min }}.*", "pip", "hatchling >=1.27"],
        run: ["python >=${{ python_min }}", "packaging >=21"],
      },
      about: { license: "MIT", license_file: ["LICENSE"] },
    });
    expect(yaml.source.url).toMatch(
      /\/packages\/source\/h\/hello-ship\/hello_ship-\$\{\{ version \}\}\.tar\.gz$/,
    );
    expect(notes).toEqual(["not checked: that the conda channel has these names: packaging"]);
  });

  test("leaves the minimum of Python to the channel unless the project needs a newer one", () => {
    expect(recipe({ requiresPython: ">=3.8" }).yaml.context).toEqual({ version: "1.2.3" });
    expect(recipe({ requiresPython: null }).yaml.context).toEqual({ version: "1.2.3" });
    expect(recipe({ requiresPython: ">=3.12" }).yaml.context.python_min).toBe("3.12");
  });

  test("is not noarch when a requirement depends on the platform", () => {
    const { yaml, notes } = recipe({ requirements: [requirement("colorama; sys_platform == 'win32'")] });
    expect(yaml.build.noarch).toBeUndefined();
    expect(yaml.requirements.build).toBeUndefined();
    expect(yaml.requirements.run).toMatchObject(["python >=3.11", { if: "win" }]);
    expect(Object.values(yaml.requirements.run[1])).toEqual(["win", "colorama"]);
    expect(notes[0]).toMatch(/^not noarch/);
  });

  test("leaves out what no admitted Python needs, and reports what it cannot express", () => {
    const { yaml, findings } = recipe({
      requirements: [
        requirement("tomli; python_version < '3.11'"),
        requirement("six; python_version >= '3.10'"),
        requirement("old; python_version < '3.12'"),
        requirement("httpx[http2]>=0.27"),
        requirement("gone @ https://example.org/gone.zip"),
      ],
    });
    expect(yaml.requirements.run).toEqual(["python >=${{ python_min }}", "six", "old", "httpx >=0.27"]);
    expect(findings.map(({ rule, subject }) => `${rule} ${subject}`)).toEqual([
      "J002 conda:old",
      "J002 conda:httpx",
      "J002 conda:gone",
    ]);
  });

  test("takes names of the settings, and holds no template of the metadata", () => {
    const { yaml, notes } = recipe(
      { summary: "x ${{ env.get('HOME') }} # y", requirements: [requirement("PyTorch>=2")] },
      { "conda-names": { pytorch: "pytorch-cpu" } },
    );
    expect(yaml.requirements.run[1]).toBe("pytorch-cpu >=2");
    expect(yaml.about.summary).toBe(`x \${{ "\${{" }} env.get('HOME') }} # y`);
    expect(notes).toEqual([]);
  });

  test("of a project without a license lacks a field", () => {
    expect(recipe({ license: null }).findings).toMatchObject([{ rule: "J003", subject: "conda:license" }]);
  });
});
