import { ASIDE, isPathOf } from "../python-source/set-aside.ts";
import { matchesGlob } from "../text/glob.ts";
import { isTable } from "./pyproject-project.ts";
import { strings } from "./backends/reading.ts";
import type { SourceTree } from "./source-tree.ts";

/**
 * Whether the folder is the root of a workspace or a collection of settings, and no project that a backend could
 * build: nothing names it, or its tool is told not to (uv, Poetry and PDM each have a word for that).
 */
export function isNotAProject({ pyproject, setupPy, project, backend }: SourceTree): boolean {
  if (pyproject === null || setupPy !== null) return false;
  // A backend that nobody knows may know the name without a [project] table.
  if (backend.id === "unknown") return false;
  if (project.name === null && !isTable(pyproject.get(["project"]))) return true;
  if (pyproject.get(["tool", "poetry", "package-mode"]) === false) return true;
  if (isTable(pyproject.get(["build-system"]))) return false;
  return (
    pyproject.get(["tool", "uv", "package"]) === false ||
    pyproject.get(["tool", "pdm", "distribution"]) === false ||
    isTable(pyproject.get(["tool", "uv", "workspace"]))
  );
}

/** Whether a path is below a folder whose projects are samples, or other people's. */
function isSample(path: string): boolean {
  const folder = path.slice(0, path.lastIndexOf("/"));
  return isPathOf(folder, ASIDE) || /(^|\/)(demos?|node_modules|\.[^/]*)(\/|$)/.test(folder);
}

/** Folders below the root that declare a project: the members of uv's workspace where it names them. Sorted. */
export async function projectsBelow(tree: SourceTree): Promise<readonly string[]> {
  const base = ["tool", "uv", "workspace"];
  const members = strings(tree.pyproject?.get([...base, "members"]));
  const excluded = strings(tree.pyproject?.get([...base, "exclude"]));
  const found = new Set<string>();
  for (const { path } of tree.files) {
    const folder = /^(.+)\/(?:pyproject\.toml|setup\.py)$/.exec(path)?.[1];
    if (folder === undefined || found.has(folder)) continue;
    const isMember =
      members.length > 0
        ? members.some((pattern) => matches(pattern, folder)) &&
          !excluded.some((pattern) => matches(pattern, folder))
        : !isSample(path);
    if (!isMember) continue;
    if (path.endsWith("setup.py") || declaresProject((await tree.readText(path)) ?? "")) found.add(folder);
  }
  return [...found].sort();
}

/** A pattern without a slash is a folder at the root, not a name at any depth. */
function matches(pattern: string, folder: string): boolean {
  const clean = pattern.replace(/^\.\//, "").replace(/\/$/, "");
  return matchesGlob(`/${clean}`, folder) && (clean.includes("/") || !folder.includes("/"));
}

function declaresProject(text: string): boolean {
  return /^\s*\[(?:project|tool\.poetry|tool\.flit\.metadata)\]/m.test(text);
}
