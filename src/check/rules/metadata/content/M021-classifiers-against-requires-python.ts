import { metadataViews } from "../../../views/metadata-view.ts";
import { fixIn } from "../../../engine/fix.ts";
import { removeTomlItem } from "../../../../tree/edit/toml-edit.ts";
import { editableProject } from "../../../views/declared.ts";
import { parseVersion } from "../../../../version/pep440.ts";
import { parseSpecifierSet } from "../../../../version/specifiers.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M021: classifiers and Requires-Python disagree. */
export const classifiersAgainstRequiresPython: Rule = defineRule({
  code: "M021",
  slug: "classifiers-against-requires-python",
  title: "classifiers and Requires-Python disagree",
  severity: "warning",
  needs: ["tree", "dist"],
  fix: "review",
  docs: {
    what: "A classifier names a Python version that Requires-Python excludes, or (as a note) Requires-Python allows older versions than the classifiers name.",
    why: "People read the classifiers; installers obey Requires-Python.",
    fix: "make both name the same Python versions",
    bad: 'requires-python = ">=3.10" beside "Programming Language :: Python :: 3.8"',
    good: 'requires-python = ">=3.8" beside it',
    peers: [],
  },
  *check(inputs) {
    for (const { requiresPython, classifiers, label, origin } of metadataViews(inputs)) {
      const specifiers = requiresPython === null ? null : parseSpecifierSet(requiresPython.value);
      if (requiresPython === null || specifiers === null) continue;
      const admits = (python: string): boolean =>
        ["0", "1", "20", "99"].some((patch) => {
          const version = parseVersion(`${python}.${patch}`);
          return version !== null && specifiers.contains(version);
        });
      const named = classifiers.flatMap((item) => {
        const python = /^Programming Language :: Python :: (\d\.\d+)$/.exec(item.value)?.[1];
        return python === undefined ? [] : [{ ...item, python }];
      });
      const shut = named.filter(({ python }) => !admits(python));
      const [first] = shut;
      if (first !== undefined) {
        const pyproject = origin === "tree" ? editableProject(inputs.tree) : null;
        const at = inputs.tree?.project.classifiers.findIndex(({ value }) => value === first.value) ?? -1;
        const changes =
          pyproject === null || at < 0 ? [] : removeTomlItem(pyproject, ["project", "classifiers", at]);
        yield {
          message: `${label}: classifiers name Python ${shut.map(({ python }) => python).join(", ")}, which requires-python = "${requiresPython.value}" excludes`,
          location: first.location,
          related: [requiresPython.location],
          subject: "classifiers",
          help:
            shut.length === 1
              ? `drop the classifier "${first.value}", or widen requires-python`
              : "drop these classifiers, or widen requires-python",
          ...(shut.length === 1 && fixIn("pyproject.toml", "review", `drop "${first.value}"`, changes)),
        };
        continue;
      }
      const minors = named.flatMap(({ python }) =>
        python.startsWith("3.") ? [Number(python.slice(2))] : [],
      );
      const lowest = Math.min(...minors);
      const older = minors.length === 0 ? [] : range(3, lowest).filter((minor) => admits(`3.${minor}`));
      if (older.length === 0) continue;
      yield {
        message: `${label}: requires-python = "${requiresPython.value}" admits Python 3.${older.at(-1)}, and the classifiers begin at 3.${lowest}`,
        severity: "info",
        location: requiresPython.location,
        subject: "classifiers",
      };
    }
  },
});
function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
}
