import { hasTable } from "../../../tree/backends/reading.ts";
import { isTable, keysOf } from "../../../tree/pyproject-project.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** One habit of a well-kept repository, by the code that sp-repo-review has for it. */
interface Habit {
  readonly peer: string;
  readonly lacks: string;
  readonly holds: (tree: SourceTree) => boolean;
}

const file = (pattern: RegExp) => (tree: SourceTree) => tree.files.some(({ path }) => pattern.test(path));
const tool =
  (...path: readonly string[]) =>
  (tree: SourceTree) =>
    hasTable(tree.pyproject, ["tool", ...path]);
const pytest = (tree: SourceTree): Readonly<Record<string, unknown>> | null => {
  const table =
    tree.pyproject?.get(["tool", "pytest", "ini_options"]) ?? tree.pyproject?.get(["tool", "pytest"]);
  return isTable(table) ? table : null;
};
const option = (name: string, accepts: (value: unknown) => boolean) => (tree: SourceTree) => {
  const table = pytest(tree);
  return table !== null && accepts(table[name]);
};
const words = (value: unknown): string =>
  Array.isArray(value) ? value.join(" ") : typeof value === "string" ? value : "";

const HABITS: readonly Habit[] = [
  { peer: "PY002", lacks: "a README", holds: file(/^readme(\.|$)/i) },
  { peer: "PY003", lacks: "a license file", holds: file(/^(licen[cs]e|copying)/i) },
  { peer: "PY004", lacks: "a folder docs", holds: file(/^docs?\//i) },
  { peer: "PY005", lacks: "a folder tests", holds: file(/(^|\/)tests?\//i) },
  {
    peer: "PY006",
    lacks: "a pre-commit configuration",
    holds: file(/^\.pre-commit-config\.ya?ml$|^\.?prek\.toml$/),
  },
  {
    peer: "PY007",
    lacks: "a task runner (nox, tox, just, make, hatch, pixi)",
    holds: (tree) =>
      file(
        /^(noxfile\.py|tox\.(ini|toml)|[Jj]ustfile|\.justfile|Makefile|Taskfile\.ya?ml|Rakefile|pixi\.toml|tasks\.py)$/,
      )(tree) ||
      ["tox", "pixi", "taskipy", "poe", "pdm"].some((name) => tool(name)(tree)) ||
      tool("hatch", "envs")(tree),
  },
  { peer: "PY008", lacks: "a .gitignore", holds: file(/^\.gitignore$/) },
  {
    peer: "PP006",
    lacks: "a dependency group named dev",
    holds: (tree) => tree.pyproject !== null && keysOf(tree.pyproject, ["dependency-groups"]).includes("dev"),
  },
  {
    peer: "PP301",
    lacks: "a pytest configuration in pyproject.toml",
    holds: (tree) => pytest(tree) !== null,
  },
  {
    peer: "PP302",
    lacks: "minversion for pytest (6 or newer)",
    holds: option("minversion", (value) => Number.parseInt(words(value) || "0", 10) >= 6),
  },
  {
    peer: "PP303",
    lacks: "testpaths for pytest",
    holds: option("testpaths", (value) => words(value) !== ""),
  },
  {
    peer: "PP304",
    lacks: "log_level for pytest",
    holds: option("log_level", (value) => value !== undefined),
  },
  {
    peer: "PP305",
    lacks: "strict xfail for pytest",
    holds: option("xfail_strict", (value) => value !== undefined),
  },
  {
    peer: "PP306",
    lacks: "--strict-config for pytest",
    holds: option("addopts", (value) => words(value).includes("--strict-config")),
  },
  {
    peer: "PP307",
    lacks: "--strict-markers for pytest",
    holds: option("addopts", (value) => words(value).includes("--strict-markers")),
  },
  {
    peer: "PP308",
    lacks: "a summary (-ra) for pytest",
    holds: option("addopts", (value) => /(^| )-r\w/.test(words(value))),
  },
  {
    peer: "PP309",
    lacks: "filterwarnings for pytest",
    holds: option("filterwarnings", (value) => value !== undefined),
  },
  {
    peer: "MY100",
    lacks: "a configuration for mypy or another type checker",
    holds: (tree) => ["mypy", "pyright", "basedpyright", "ty"].some((name) => tool(name)(tree)),
  },
  {
    peer: "RF001",
    lacks: "a ruff configuration",
    holds: (tree) => tool("ruff")(tree) || file(/^\.?ruff\.toml$/)(tree),
  },
  {
    peer: "RTD100",
    lacks: "a .readthedocs.yaml for the docs folder",
    holds: (tree) => !file(/^docs?\//i)(tree) || file(/^\.readthedocs\.ya?ml$/)(tree),
  },
  {
    peer: "GH100",
    lacks: "a GitHub Actions workflow",
    holds: (tree) => file(/^\.github\/workflows\/[^/]+\.ya?ml$/)(tree),
  },
];

/** F022: habits of a well-kept repository; one finding for each that is missing. */
export const repositoryHygiene: Rule = defineRule({
  code: "F022",
  slug: "repository-hygiene",
  title: "the repository lacks a common good practice",
  severity: "info",
  scope: "hygiene",
  needs: ["tree"],
  byDefault: false,
  docs: {
    what: "The file checks of sp-repo-review for scientific projects: README, license, docs, tests, pre-commit, a task runner, a dev group, strict pytest settings, type checks, Read the Docs.",
    why: "None of these breaks a release; all make the next one easier. Off by default.",
    fix: "add what the finding names if you want it",
    bad: "a repository without tests",
    good: "tests/, .pre-commit-config.yaml, [dependency-groups] dev",
    peers: HABITS.map(({ peer }) => `repo-review:${peer}`),
  },
  *check({ tree }) {
    if (tree === undefined) return;
    const missing = HABITS.filter(({ holds }) => !holds(tree));
    if (missing.length === 0) return;
    yield {
      message: `the repository lacks ${missing.map(({ lacks, peer }) => `${lacks} (${peer})`).join(", ")}`,
      location: { file: "pyproject.toml" },
      subject: "hygiene",
    };
  },
});
