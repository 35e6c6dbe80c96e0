import { expect, test } from "vitest";
import { judgedAs } from "../../src/check/rules/vcs/version-rule.ts";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { foldSymptoms, symptom, type Finding } from "../../src/findings/finding.ts";
import { applyChanges } from "../../src/text/file-edit.ts";
import { readSourceTree } from "../../src/tree/read-source-tree.ts";
import type { StrictFacts } from "../../src/versioning/strict-facts.ts";
import { VERSION_TOOL_NOT_REQUIRED } from "../../src/versioning/version-rules.ts";
import { missingVersionTool } from "../../src/versioning/version-tool.ts";
import { gitRepository } from "../support/git.ts";

const BACKENDS = {
  setuptools: ["setuptools>=77", "setuptools.build_meta"],
  hatchling: ["hatchling", "hatchling.build"],
  poetry: ["poetry-core", "poetry.core.masonry.api"],
  pdm: ["pdm-backend", "pdm.backend"],
  flit: ["flit_core>=3.11", "flit_scm:buildapi"],
} as const;

async function judged(
  backend: keyof typeof BACKENDS,
  settings: string,
  more: readonly string[] = [],
): Promise<{ readonly findings: readonly Finding[]; readonly text: string }> {
  const [requirement, module] = BACKENDS[backend];
  const requires = JSON.stringify([requirement, ...more]);
  const text = `[build-system]\nrequires = ${requires}\nbuild-backend = "${module}"\n[project]\nname = "demo"\ndynamic = ["version"]\n${settings}\n`;
  using repository = gitRepository();
  repository.commit("first", { "pyproject.toml": text });
  await using wired = nodePorts({});
  const tree = await readSourceTree(repository.root, { allowNoGit: true }, wired.ports);
  return { findings: missingVersionTool(tree), text };
}

const SCM = '[tool.setuptools_scm]\nversion_file = "demo/_version.py"';
const VCS = '[tool.hatch.version]\nsource = "vcs"';
const POETRY = "[tool.poetry-dynamic-versioning]\nenable = true";

test.each([
  ["setuptools", SCM, "setuptools-scm>=8"],
  ["setuptools", "[tool.setuptools-git-versioning]\nenabled = true", "setuptools-git-versioning"],
  ["setuptools", "[tool.versioningit]", "versioningit"],
  ["hatchling", VCS, "hatch-vcs"],
  ["hatchling", '[tool.hatch.version]\nsource = "uv-dynamic-versioning"', "uv-dynamic-versioning"],
  ["poetry", POETRY, "poetry-dynamic-versioning>=1"],
  ["flit", SCM, "flit-scm"],
] as const)("%s with %j lacks %s", async (backend, settings, requirement) => {
  const { findings, text } = await judged(backend, settings);
  expect(findings).toMatchObject([
    {
      rule: "V026",
      severity: "error",
      location: { file: "pyproject.toml", line: 2 },
      help: `add "${requirement}" to build-system.requires`,
    },
  ]);
  const changes = findings[0]?.fix?.files[0]?.changes ?? [];
  expect(applyChanges(text, changes).split("\n")[1]).toContain(`, "${requirement}"]`);
});

test.each([
  ["setuptools", SCM, ["setuptools_scm[toml]>=8"]],
  ["setuptools", `${SCM}\n[tool.setuptools.dynamic]\nversion = { attr = "demo.__version__" }`, []],
  ["setuptools", "[tool.setuptools-git-versioning]\nenabled = false", []],
  ["hatchling", VCS, ["hatch-vcs"]],
  ["hatchling", SCM, []],
  ["hatchling", '[tool.hatch.version]\npath = "demo/__init__.py"', []],
  ["poetry", POETRY, ["poetry_dynamic_versioning"]],
  ["flit", SCM, ["flit_scm"]],
  ["pdm", '[tool.pdm.version]\nsource = "scm"', []],
] as const)("%s with %j and %j lacks nothing", async (backend, settings, more) => {
  expect((await judged(backend, settings, more)).findings).toEqual([]);
});

test("in mode compat the missing tool is told as well", async () => {
  const { findings } = await judged("setuptools", SCM);
  const facts = { mode: "compat", git: null, missingTool: findings } as unknown as StrictFacts;
  expect(judgedAs(VERSION_TOOL_NOT_REQUIRED, facts)).toEqual(findings);
});

test("another requirement may bring the tool along", async () => {
  const { findings } = await judged("setuptools", SCM, ["house-build-tools"]);
  expect(findings).toMatchObject([{ rule: "V026", severity: "warning", confidence: "likely" }]);
});

test("what the build makes without the tool is a consequence", async () => {
  const { findings } = await judged("setuptools", SCM);
  const seen = (rule: string, key: string): Finding => ({
    rule,
    slug: "seen",
    phase: "build",
    severity: "error",
    confidence: "certain",
    message: "seen",
    symptom: key,
  });
  const all = [
    seen("V027", symptom.build("other-version")),
    seen("K012", symptom.build("file-left-out")),
    seen("I002", symptom.missingModule("demo._version")),
    seen("I002", symptom.missingModule("demo.other")),
    ...findings,
  ];
  expect(foldSymptoms(all).map(({ rule, symptom: key }) => key ?? rule)).toEqual([
    symptom.missingModule("demo.other"),
    "V026",
  ]);
});
