import { isRequirementError, parseRequirement } from "../../../version/requirement.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";
import { renameTomlKey } from "../../../tree/edit/toml-edit.ts";
import { isTable, keysOf } from "../../../tree/pyproject-project.ts";
import type { KeyPath, TomlFile } from "../../../tree/formats/toml-file.ts";
import { outcomeKey } from "../../../findings/finding.ts";
import { nearest } from "../../../text/nearest.ts";
import { normalizeName } from "../../../version/names.ts";
import { knownTables } from "./backend-keys.ts";
import { fixIn } from "../../engine/fix.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";

/** Names that people give to the tables of backends, and what these read. */
const MISNAMED: Readonly<Record<string, string>> = {
  flit_core: "flit",
  "flit-core": "flit",
  hatchling: "hatch",
  mesonpy: "meson-python",
  meson_python: "meson-python",
  "pdm-backend": "pdm",
  pdm_backend: "pdm",
  "poetry-core": "poetry",
  poetry_core: "poetry",
  scikit_build: "scikit-build",
  scikit_build_core: "scikit-build",
  "scikit-build-core": "scikit-build",
  setuptool: "setuptools",
};

/** F015: a table of a build tool has a key that the tool does not know. */
export const unknownToolKey: Rule = defineRule({
  code: "F015",
  slug: "unknown-tool-key",
  title: "a build tool's table has an unknown key",
  severity: "warning",
  needs: ["tree"],
  confidence: "likely",
  disprovedBy: [outcomeKey.built],
  fix: "review",
  docs: {
    what: "The table of the build backend (setuptools, hatch, flit, Poetry, PDM, uv, maturin, scikit-build, meson-python) or of setuptools-scm has a key that the tool does not define. Where plugins may add keys, only a key that resembles a known one is reported.",
    why: "The tool ignores the setting or rejects the whole file.",
    fix: "write the intended key",
    bad: '[tool.setuptools]\npackage_data = { demo = ["*.json"] }',
    good: '[tool.setuptools]\npackage-data = { demo = ["*.json"] }',
    peers: ["validate-pyproject:tool schemas"],
  },
  *check({ tree }) {
    const pyproject = tree?.pyproject;
    if (pyproject == null || tree === undefined) return;
    for (const key of keysOf(pyproject, ["tool"])) {
      const meant = Object.hasOwn(MISNAMED, key) ? MISNAMED[key] : undefined;
      if (meant !== undefined && isTable(pyproject.get(["tool", key])))
        yield finding(pyproject, ["tool"], key, meant, `no tool reads [tool.${key}]`);
    }
    const hasPlugins = requiresMore(tree);
    for (const table of knownTables(pyproject)) {
      const { path, keys, backend } = table;
      // Tables of a backend that is not used do nothing at all.
      if (backend !== undefined && backend !== tree.backend.id) continue;
      const isRejected = table.isRejected && backend !== undefined;
      const isOpen = table.isOpen || (hasPlugins && backend !== undefined && !isRejected);
      for (const key of keysOf(pyproject, path)) {
        const near = keys.includes(key)
          ? null
          : (nearest(key.replaceAll("_", "-"), keys) ?? nearest(key, keys));
        if (keys.includes(key) || (isOpen && (near === null || keysOf(pyproject, path).includes(near))))
          continue;
        yield {
          ...finding(pyproject, path, key, near, `${tableName(path)} has no key ${key}`),
          ...(isRejected && {
            severity: "error",
            // A newer release of the backend may know the key: then the build shows it.
            disprovedBy: [outcomeKey.built],
            why: `${backend} rejects a table with an unknown key, and the build fails.`,
          }),
        };
      }
    }
  },
});

/** Whether the build requires anything beside its backend: a plugin may read keys in the backend's tables. */
function requiresMore({ backend, backendFacts }: SourceTree): boolean {
  return backend.requires.some((text) => {
    const parsed = parseRequirement(text);
    return !isRequirementError(parsed) && !backendFacts.distributions.includes(normalizeName(parsed.name));
  });
}

function finding(
  pyproject: TomlFile,
  path: KeyPath,
  key: string,
  near: string | null,
  message: string,
): RuleFinding {
  const isFree = near !== null && pyproject.get([...path, near]) === undefined;
  return {
    message,
    // A key that is passed over is not known because the build succeeds.
    disprovedBy: [],
    location: pyproject.locate([...path, key], "key"),
    subject: `${tableName(path)} ${key}`,
    help: near === null ? `remove ${key}, or write the intended key` : `did you mean ${near}?`,
    ...(isFree &&
      fixIn("pyproject.toml", "review", `write ${near}`, renameTomlKey(pyproject, [...path, key], near))),
  };
}

/** `[tool.poetry.packages]` for an item of an array, too. */
function tableName(path: KeyPath): string {
  return `[${path.filter((part) => typeof part === "string").join(".")}]`;
}
