import { isRequirementError, parseRequirement } from "../version/requirement.ts";
import { normalizeName } from "../version/names.ts";
import { isTable, keysOf } from "./pyproject-project.ts";
import type { SourceTree } from "./source-tree.ts";

/** The project's own tests: what runs them, and what they need besides the project. */
export interface TestCommand {
  readonly runner: "pytest" | "unittest";
  readonly requirements: readonly string[];
}

/** Groups and extras in which projects keep what tests need, the narrowest first. */
const PLACES = ["test", "tests", "testing", "dev", "develop", "development", "all"];

/** How a project runs its tests: pytest where anything names it, unittest where the tests import nothing else; null: unknown. */
export async function testCommandOf(tree: SourceTree): Promise<TestCommand | null> {
  const files = tree.files
    .filter(({ path, kind }) => kind === "file" && /(?:^|\/)(?:test_[^/]*|[^/]*_test)\.py$/.test(path))
    .map(({ path }) => path);
  if (files.length === 0) return null;
  const { pyproject } = tree;
  const candidates = [["dependency-groups"], ["project", "optional-dependencies"]]
    .flatMap((table) =>
      pyproject === null ? [] : keysOf(pyproject, table).map((name) => ({ name, path: [...table, name] })),
    )
    .map((each) => ({ ...each, rank: PLACES.indexOf(normalizeName(each.name)) }))
    .filter(({ rank }) => rank !== -1)
    .sort((a, b) => a.rank - b.rank);
  for (const { path } of candidates) {
    const requirements = requirementsAt(tree, path);
    if (requirements.some((each) => nameOf(each) === "pytest")) return { runner: "pytest", requirements };
  }
  const isConfigured =
    pyproject?.get(["tool", "pytest"]) !== undefined ||
    tree.has("pytest.ini") ||
    tree.setupCfg?.sections.has("tool:pytest") === true ||
    files.some((path) => path.endsWith("conftest.py"));
  const sources = await Promise.all(files.slice(0, 50).map((path) => tree.readText(path)));
  const imports = (module: string): boolean =>
    sources.some((text) => new RegExp(`^\\s*(?:import|from) ${module}\\b`, "m").test(text ?? ""));
  if (!isConfigured && !imports("pytest") && imports("unittest"))
    return { runner: "unittest", requirements: [] };
  return { runner: "pytest", requirements: ["pytest"] };
}

/** Requirements of a group with those that it includes; what comes from an address is left out. */
export function requirementsAt(tree: SourceTree, path: readonly string[]): readonly string[] {
  return withIncluded(tree, path, new Set());
}

function withIncluded(tree: SourceTree, path: readonly string[], seen: Set<string>): readonly string[] {
  const key = path.join(".");
  if (seen.has(key)) return [];
  seen.add(key);
  const items = tree.pyproject?.get(path);
  if (!Array.isArray(items)) return [];
  const included = (items as readonly unknown[]).flatMap((item) => {
    const group = isTable(item) ? item["include-group"] : null;
    return typeof group === "string" ? withIncluded(tree, ["dependency-groups", group], seen) : [];
  });
  const own = (items as readonly unknown[]).filter((item): item is string => typeof item === "string");
  return [...own.filter(isFromIndex), ...included];
}

/** Whether a requirement can come from an index. */
export function isFromIndex(text: string): boolean {
  const requirement = parseRequirement(text);
  return !isRequirementError(requirement) && requirement.url === null;
}

function nameOf(text: string): string {
  const requirement = parseRequirement(text);
  return isRequirementError(requirement) ? "" : normalizeName(requirement.name);
}

/**
 * What Python is started with. Its own path has neither the directory nor the user's packages in front, as
 * `python -m pytest` would have. `pytestOptions`: what is to be reported.
 */
export function testArguments(
  { runner }: Pick<TestCommand, "runner">,
  ...pytestOptions: readonly string[]
): readonly string[] {
  return runner === "pytest"
    ? ["-I", "-m", "pytest", "--color=no", "-p", "no:cacheprovider", ...pytestOptions]
    : ["-I", "-m", "unittest", "discover", "--start-directory", "tests"];
}
