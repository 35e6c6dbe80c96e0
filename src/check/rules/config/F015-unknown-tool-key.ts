import { renameTomlKey } from "../../../tree/edit/toml-edit.ts";
import { keysOf } from "../../../tree/pyproject-project.ts";
import type { KeyPath } from "../../../tree/toml-file.ts";
import { nearest } from "../../../values/nearest.ts";
import { fixIn } from "../../fix.ts";
import { defineRule, type Rule } from "../../rule.ts";

/** Keys that the build's tools know (their documentation and schemas, November 2026). */
const KEYS: readonly { readonly path: KeyPath; readonly keys: readonly string[] }[] = [
  {
    path: ["tool", "setuptools"],
    keys: (
      "cmdclass data-files dynamic eager-resources exclude-package-data ext-modules include-package-data license-files " +
      "namespace-packages obsoletes package-data package-dir packages platforms provides py-modules script-files zip-safe"
    ).split(" "),
  },
  { path: ["tool", "setuptools", "packages", "find"], keys: ["where", "include", "exclude", "namespaces"] },
  {
    path: ["tool", "setuptools", "dynamic"],
    keys: "classifiers dependencies description entry-points gui-scripts keywords license optional-dependencies readme requires-python scripts version".split(
      " ",
    ),
  },
  {
    path: ["tool", "setuptools_scm"],
    keys: (
      "absolute_root dist_name fallback_root fallback_version git git_describe_command local_scheme normalize parent " +
      "parentdir_prefix_version parse relative_to root scm search_parent_directories tag_regex version_class " +
      "version_cls version_file version_file_template version_scheme write_to write_to_template"
    ).split(" "),
  },
  {
    path: ["tool", "flit"],
    keys: ["external-data", "metadata", "module", "scripts", "sdist", "entrypoints"],
  },
  {
    path: ["tool", "uv", "build-backend"],
    keys: "data default-excludes module-name module-root namespace source-exclude source-include wheel-exclude".split(
      " ",
    ),
  },
  {
    path: ["tool", "hatch", "version"],
    keys: "expression fallback-version path pattern raw-options scheme search-paths source tag-pattern validate-bump".split(
      " ",
    ),
  },
  {
    path: ["tool", "hatch", "build", "targets", "wheel"],
    keys: (
      "artifacts bypass-selection core-metadata-constructor cpython-bin dependencies dev-mode-dirs dev-mode-exact directory exclude " +
      "extra-metadata force-include hooks ignore-vcs include macos-max-compat only-include only-packages packages " +
      "require-runtime-dependencies require-runtime-features reproducible sbom-files shared-data shared-scripts " +
      "skip-excluded-dirs sources strict-naming versions"
    ).split(" "),
  },
  {
    path: ["tool", "hatch", "build", "targets", "sdist"],
    keys: (
      "artifacts core-metadata-constructor dependencies directory exclude force-include hooks ignore-vcs include only-include " +
      "only-packages packages reproducible skip-excluded-dirs sources strict-naming support-legacy versions"
    ).split(" "),
  },
];

/** F015: a table of a build tool has a key that is nearly, and not quite, one that it knows. */
export const unknownToolKey: Rule = defineRule({
  code: "F015",
  slug: "unknown-tool-key",
  title: "a table of a build tool has a key that it does not know",
  severity: "warning",
  needs: ["tree"],
  confidence: "likely",
  fix: "review",
  docs: {
    what: "A key of [tool.setuptools], setuptools_scm, hatch, flit or uv's build back-end that is not one of theirs, and looks like one that is. Other keys are left alone: tools grow faster than tables of their keys.",
    why: "The tool ignores it, or refuses to build.",
    fix: "write the key that is meant",
    bad: '[tool.setuptools]\npackage_data = { demo = ["*.json"] }',
    good: '[tool.setuptools]\npackage-data = { demo = ["*.json"] }',
    peers: ["validate-pyproject:tool schemas"],
  },
  *check({ tree }) {
    const pyproject = tree?.pyproject;
    if (pyproject == null) return;
    for (const { path, keys } of KEYS) {
      for (const key of keysOf(pyproject, path)) {
        const near = keys.includes(key) ? null : nearest(key, keys);
        if (near === null || keysOf(pyproject, path).includes(near)) continue;
        const table = `[${path.join(".")}]`;
        yield {
          message: `${table} has no key ${key}`,
          location: pyproject.locate([...path, key], "key"),
          subject: `${table} ${key}`,
          help: `did you mean ${near}?`,
          ...fixIn(
            "pyproject.toml",
            "review",
            `write ${near}`,
            renameTomlKey(pyproject, [...path, key], near),
          ),
        };
      }
    }
  },
});
