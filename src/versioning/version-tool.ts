import type { Finding } from "../findings/finding.ts";
import { symptom } from "../findings/finding.ts";
import { hasTable, requirementNames } from "../tree/backends/reading.ts";
import { addTomlItem } from "../tree/edit/toml-edit.ts";
import { readLayout } from "../tree/layout.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import type { KeyPath } from "../tree/formats/toml-file.ts";
import { VERSION_TOOL_NOT_REQUIRED } from "./version-rules.ts";

/** A setting by which a tool computes the version, and the distributions that bring this tool into the build. */
interface VersionTool {
  /** Id of a backend. */
  readonly backend: string;
  readonly path: KeyPath;
  /** The value that turns the tool on; null: the table does. */
  readonly value: unknown;
  readonly shown: string;
  /** What to require. */
  readonly requirement: string;
  /** Normalized names, each of which brings it. */
  readonly broughtBy: readonly string[];
  /** Requirements that pass for the backend's, one of which is there; of a build that has none P026 speaks. */
  readonly beside?: readonly string[];
}

const TOOLS: readonly VersionTool[] = [
  {
    backend: "setuptools",
    path: ["tool", "setuptools_scm"],
    value: null,
    shown: "[tool.setuptools_scm]",
    requirement: "setuptools-scm>=8",
    broughtBy: ["setuptools-scm", "setuptools-scm-git-archive", "vcs-versioning"],
  },
  {
    backend: "setuptools",
    path: ["tool", "setuptools-git-versioning", "enabled"],
    value: true,
    shown: "[tool.setuptools-git-versioning]",
    requirement: "setuptools-git-versioning",
    broughtBy: ["setuptools-git-versioning"],
  },
  {
    backend: "setuptools",
    path: ["tool", "versioningit"],
    value: null,
    shown: "[tool.versioningit]",
    requirement: "versioningit",
    broughtBy: ["versioningit"],
  },
  hatch("vcs", "hatch-vcs"),
  hatch("versioningit", "versioningit"),
  hatch("uv-dynamic-versioning", "uv-dynamic-versioning"),
  {
    backend: "poetry",
    path: ["tool", "poetry-dynamic-versioning", "enable"],
    value: true,
    shown: "[tool.poetry-dynamic-versioning]",
    requirement: "poetry-dynamic-versioning>=1",
    broughtBy: ["poetry-dynamic-versioning"],
  },
  {
    backend: "flit",
    path: ["build-system", "build-backend"],
    value: "flit_scm:buildapi",
    shown: "flit_scm:buildapi",
    requirement: "flit-scm",
    broughtBy: ["flit-scm"],
    beside: ["flit-core", "flit"],
  },
  {
    backend: "scikit-build",
    path: ["tool", "scikit-build", "metadata", "version", "provider"],
    value: "scikit_build_core.metadata.setuptools_scm",
    shown: "the provider scikit_build_core.metadata.setuptools_scm",
    requirement: "setuptools-scm>=8",
    broughtBy: ["setuptools-scm"],
  },
];

function hatch(source: string, requirement: string): VersionTool {
  return {
    backend: "hatchling",
    path: ["tool", "hatch", "version", "source"],
    value: source,
    shown: `[tool.hatch.version] source = "${source}"`,
    requirement,
    broughtBy: [requirement],
  };
}

/** Requirements of builds that bring no tool for versions along; of others nobody knows without installing them. */
const BRINGS_NONE: ReadonlySet<string> = new Set(
  "setuptools wheel hatchling poetry-core flit-core flit scikit-build-core cython numpy cffi pybind11 cmake ninja tomli packaging".split(
    " ",
  ),
);

const REQUIRES = ["build-system", "requires"];

/**
 * The tool that is to compute the version, and that the build's empty environment will lack (PEP 518): V026, or
 * nothing. That the build then makes another version, leaves generated files out, or fails, is a consequence.
 */
export function missingVersionTool(tree: SourceTree): readonly Finding[] {
  const { pyproject, backend } = tree;
  if (pyproject === null || backend.legacy || backend.backendPath.length > 0) return [];
  if (!tree.project.dynamic.includes("version") || isReadElsewhere(tree)) return [];
  const tool = TOOLS.find(
    ({ backend: id, path, value }) =>
      id === backend.id && (value === null ? hasTable(pyproject, path) : pyproject.get(path) === value),
  );
  if (tool === undefined) return [];
  const names = requirementNames(pyproject);
  if (names.some((name) => tool.broughtBy.includes(name))) return [];
  if (tool.beside?.every((name) => !names.includes(name)) === true) return [];
  const isCertain = names.every((name) => BRINGS_NONE.has(name));
  return [
    VERSION_TOOL_NOT_REQUIRED.finding({
      severity: isCertain ? "error" : "warning",
      confidence: isCertain ? "certain" : "likely",
      message: `${tool.shown} computes the version, but build-system.requires does not name ${tool.broughtBy[0]}`,
      location: pyproject.locate(REQUIRES) ?? { file: "pyproject.toml" },
      why: "The build environment contains only the build requirements: without the tool, the build fails or gets version 0.0.0.",
      subject: tool.requirement,
      help: `add "${tool.requirement}" to build-system.requires`,
      explains: [
        symptom.build("failed"),
        symptom.build("no-version"),
        symptom.build("other-version"),
        symptom.build("file-left-out"),
        ...generatedModules(tree).map(symptom.missingModule),
      ],
      fix: {
        title: `require ${tool.requirement} for the build`,
        safety: "safe",
        files: [{ path: "pyproject.toml", changes: addTomlItem(pyproject, REQUIRES, tool.requirement) }],
      },
    }),
  ];
}

/** Where setuptools takes the version from something else, the table may serve another purpose. */
function isReadElsewhere({ pyproject, setupCfg, setupPy }: SourceTree): boolean {
  return (
    pyproject?.get(["tool", "setuptools", "dynamic", "version"]) !== undefined ||
    setupCfg?.sections.get("metadata")?.has("version") === true ||
    setupCfg?.sections.get("options")?.has("setup_requires") === true ||
    setupPy?.has("version") === true ||
    setupPy?.has("setup_requires") === true
  );
}

const GENERATED: readonly KeyPath[] = [
  ["tool", "setuptools_scm", "version_file"],
  ["tool", "setuptools_scm", "write_to"],
  ["tool", "hatch", "build", "hooks", "vcs", "version-file"],
  ["tool", "versioningit", "write", "file"],
];

/** Names of the modules that the tool writes during the build. */
function generatedModules(tree: SourceTree): readonly string[] {
  const roots = readLayout(tree).roots.filter((root) => root !== "");
  return GENERATED.flatMap((path) => {
    const file = tree.pyproject?.get(path);
    if (typeof file !== "string" || !file.endsWith(".py")) return [];
    const root = roots.find((each) => file.startsWith(`${each}/`));
    const inside = root === undefined ? file : file.slice(root.length + 1);
    return inside.slice(0, -".py".length).replaceAll("/", ".");
  });
}
