import { renameTomlKey } from "../../../tree/edit/toml-edit.ts";
import { fixIn } from "../../engine/fix.ts";
import { keysOf } from "../../../tree/pyproject-project.ts";
import { nearest } from "../../../text/nearest.ts";
import { symptom } from "../../../findings/finding.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** F004: [project] has a key that does not exist. */
export const unknownProjectKey: Rule = defineRule({
  code: "F004",
  slug: "unknown-project-key",
  title: "[project] has a key that does not exist",
  severity: "error",
  needs: ["tree"],
  fix: "review",
  docs: {
    what: "PEP 621 fixes the keys of [project].",
    why: "Backends refuse to build.",
    fix: "use the nearest key, or move the value: URLs belong in [project.urls]",
    bad: '[project]\nhomepage = "https://..."',
    good: '[project.urls]\nHomepage = "https://..."',
    peers: ["validate-pyproject:project (unknown keys)", "setuptools", "uv"],
  },
  *check({ tree, builtFromTree, wheels }) {
    if (tree?.pyproject == null) return;
    const isTolerated =
      tree.backendFacts.toleratesUnknownKeys || (builtFromTree === true && wheels.length > 0);
    for (const key of keysOf(tree.pyproject, ["project"])) {
      if (KEYS.includes(key) || tree.backendFacts.extraProjectKeys.includes(key)) continue;
      const near = nearest(key, KEYS);
      const isUrl = /^(home-?page|repository|documentation|source|issues|url|changelog|download)/i.test(key);
      const help = isUrl
        ? `move it to [project.urls]`
        : near === null
          ? "remove it"
          : `did you mean ${near}?`;
      yield {
        message: `[project] has no key ${key}`,
        location: tree.pyproject.locate(["project", key], "key"),
        subject: key,
        help,
        ...(!isUrl &&
          near !== null &&
          fixIn(
            "pyproject.toml",
            "review",
            `call it ${near}`,
            renameTomlKey(tree.pyproject, ["project", key], near),
          )),
        ...(isTolerated && {
          severity: "warning",
          why: "This backend ignores the key; other backends refuse to build.",
        }),
        explains: [symptom.build("invalid-metadata")],
      };
    }
  },
});

/** PEP 621, 639 and 794. */
const KEYS: readonly string[] = [
  "authors",
  "classifiers",
  "dependencies",
  "description",
  "dynamic",
  "entry-points",
  "gui-scripts",
  "import-names",
  "import-namespaces",
  "keywords",
  "license",
  "license-files",
  "maintainers",
  "name",
  "optional-dependencies",
  "readme",
  "requires-python",
  "scripts",
  "urls",
  "version",
];
