import { normalizeName } from "../../version/names.ts";

/** Who derives the version of a project. */
export type ScmTool = "setuptools-scm" | "vcs-versioning" | "hatch-vcs";

/** The part of a pyproject.toml that configures the version. */
export interface ScmSection {
  readonly tool: ScmTool;
  /** The configuration's table; for hatch-vcs what it passes on. */
  readonly data: Readonly<Record<string, unknown>>;
  /** `project.name`, which hatch-vcs does not look at. */
  readonly projectName: string | null;
}

type Table = Readonly<Record<string, unknown>>;

/**
 * Finds the configuration in a parsed pyproject.toml: `[tool.hatch.version]` with the source `vcs` when hatchling
 * builds the project or nothing else is configured, else `[tool.setuptools_scm]`, `[tool.vcs-versioning]`, or the
 * build requirement `setuptools-scm[simple]`. Null when the version comes from elsewhere.
 */
export function findScmSection(pyproject: Table): ScmSection | null {
  const tool = tableAt(pyproject, "tool") ?? {};
  const project = tableAt(pyproject, "project") ?? {};
  const build = tableAt(pyproject, "build-system") ?? {};
  const hatch = hatchSection(tableAt(tableAt(tool, "hatch") ?? {}, "version") ?? {});
  if (hatch !== null && textAt(build, "build-backend").startsWith("hatchling")) return hatch;
  const projectName = textAt(project, "name") || null;
  for (const name of ["setuptools_scm", "vcs-versioning"] as const) {
    const data = tableAt(tool, name);
    if (data === null) continue;
    return { tool: name === "setuptools_scm" ? "setuptools-scm" : name, data, projectName };
  }
  if (hatch !== null) return hatch;
  const isDynamic = listAt(project, "dynamic").includes("version");
  if (isDynamic && listAt(build, "requires").some(isSimpleRequirement)) {
    return { tool: "setuptools-scm", data: {}, projectName };
  }
  return null;
}

/** The keyword arguments that hatch-vcs makes of its table; the file names are the build hook's business. */
function hatchSection(version: Table): ScmSection | null {
  if (version["source"] !== "vcs") return null;
  const { write_to: _, write_to_template: __, ...data } = tableAt(version, "raw-options") ?? {};
  for (const [from, to] of [
    ["tag-pattern", "tag_regex"],
    ["fallback-version", "fallback_version"],
  ] as const) {
    if ((version[from] ?? "") !== "") data[to] = version[from];
  }
  return { tool: "hatch-vcs", data, projectName: null };
}

function isSimpleRequirement(requirement: unknown): boolean {
  const [, name = "", extras = ""] = /^\s*([A-Za-z0-9._-]+)\s*\[([^\]]*)\]/.exec(String(requirement)) ?? [];
  return (
    normalizeName(name) === "setuptools-scm" && extras.split(",").some((each) => each.trim() === "simple")
  );
}

function tableAt(table: Table, key: string): Record<string, unknown> | null {
  const value = Object.hasOwn(table, key) ? table[key] : undefined;
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

function textAt(table: Table, key: string): string {
  const value = table[key];
  return typeof value === "string" ? value : "";
}

function listAt(table: Table, key: string): readonly unknown[] {
  const value = table[key];
  return Array.isArray(value) ? value : [];
}
