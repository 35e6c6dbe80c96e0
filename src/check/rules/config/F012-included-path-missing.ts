import { isTable, keysOf, stringList } from "../../../tree/pyproject-project.ts";
import type { KeyPath, TomlFile } from "../../../tree/toml-file.ts";
import { outcomeKey, symptom } from "../../../findings/finding.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** F012: the back-end is told to include a path that does not exist. */
export const includedPathMissing: Rule = defineRule({
  code: "F012",
  slug: "included-path-missing",
  title: "the back-end is told to include a path that does not exist",
  severity: "error",
  needs: ["tree"],
  disprovedBy: [outcomeKey.built],
  docs: {
    what: "A path of the build's configuration (hatch packages, only-include and force-include, Poetry packages, setuptools packages) is not in the tree.",
    why: "The build fails, or leaves the package out without a word.",
    fix: "correct the path",
    bad: '[tool.hatch.build.targets.wheel]\npackages = ["src/dmo"]',
    good: 'packages = ["src/demo"]',
    peers: [],
  },
  *check({ tree }) {
    const pyproject = tree?.pyproject;
    if (pyproject == null || tree === undefined) return;
    const hooks = keysOf(pyproject, ["tool", "hatch", "build", "hooks"]).length > 0;
    for (const { path, text } of includedPaths(pyproject, tree.backend.id)) {
      const clean = text.replaceAll("\\", "/").replace(/^\.?\/|\/$/g, "");
      if (clean === "" || clean === "." || /[*?[{$]|^\.\.|^~/.test(clean)) continue;
      if (tree.has(clean) || tree.files.some((file) => file.path.startsWith(`${clean}/`))) continue;
      yield {
        message: `${path.filter((part) => typeof part === "string").join(".")} names ${text}, which is not in the tree`,
        location: pyproject.locate(path),
        subject: text,
        explains: [
          symptom.build("discovery"),
          symptom.build(`missing-file:${clean.split("/").at(-1) ?? ""}`),
        ],
        // A hook of the build may make it first.
        ...(hooks && { severity: "warning", confidence: "likely" }),
      };
    }
  },
});

interface IncludedPath {
  readonly path: KeyPath;
  readonly text: string;
}

function* includedPaths(pyproject: TomlFile, backend: string): Generator<IncludedPath> {
  if (backend === "hatchling") yield* hatchPaths(pyproject);
  if (backend === "poetry") yield* poetryPaths(pyproject);
  if (backend !== "setuptools") return;
  const base = ["tool", "setuptools"];
  const hasPackageDir = isTable(pyproject.get([...base, "package-dir"]));
  for (const [position, { value }] of stringList(pyproject, [...base, "packages"]).entries()) {
    if (!hasPackageDir) yield { path: [...base, "packages", position], text: value.replaceAll(".", "/") };
  }
}

function* hatchPaths(pyproject: TomlFile): Generator<IncludedPath> {
  const build = ["tool", "hatch", "build"];
  const targets = keysOf(pyproject, [...build, "targets"]).map((target) => [...build, "targets", target]);
  for (const base of [build, ...targets]) {
    for (const key of ["packages", "only-include"]) {
      for (const [position, { value }] of stringList(pyproject, [...base, key]).entries())
        yield { path: [...base, key, position], text: value };
    }
    for (const source of keysOf(pyproject, [...base, "force-include"]))
      yield { path: [...base, "force-include", source], text: source };
  }
}

function* poetryPaths(pyproject: TomlFile): Generator<IncludedPath> {
  const base = ["tool", "poetry", "packages"];
  const list = pyproject.get(base);
  if (!Array.isArray(list)) return;
  for (const [position, item] of (list as readonly unknown[]).entries()) {
    if (!isTable(item) || typeof item["include"] !== "string") continue;
    const from = typeof item["from"] === "string" ? `${item["from"].replace(/\/$/, "")}/` : "";
    yield { path: [...base, position, "include"], text: from + item["include"] };
  }
}
