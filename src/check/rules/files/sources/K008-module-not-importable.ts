import { isIdentifier, isKeyword } from "../../../../python-source/identifiers.ts";
import { installedFiles } from "../../../views/wheel-content.ts";
import { memberPath } from "../../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K008: a module cannot be imported because of its path. */
export const moduleNotImportable: Rule = defineRule({
  code: "K008",
  slug: "module-not-importable",
  title: "a module cannot be imported because of its path",
  severity: "warning",
  needs: ["wheel"],
  docs: {
    what: "A folder or module in the path has a name that is a keyword or not a Python identifier.",
    why: "No import statement can reach the module: it is dead code, or the package name was mistyped.",
    fix: "rename the folder (use `_` instead of `-`), or exclude the file from the wheel",
    bad: "good_pkg/sub-mod/thing.py",
    good: "good_pkg/sub_mod/thing.py",
    peers: ["check-wheel-contents:W004"],
  },
  *check({ wheels }) {
    for (const wheel of wheels) {
      const told = new Set<string>();
      for (const { path, member } of installedFiles(wheel)) {
        if (!path.endsWith(".py") || NOT_MODULES.test(path)) continue;
        const parts = path.slice(0, -".py".length).split("/");
        const bad = parts.findIndex((part) => !isIdentifier(part) || isKeyword(part));
        const place = parts.slice(0, bad + 1).join("/");
        if (bad === -1 || told.has(place)) continue;
        told.add(place);
        // A file in a package whose own name is none may be meant to be run and not imported.
        const isScript = bad > 0 && !isIdentifier(parts.at(-1) ?? "");
        yield {
          message: `${path} cannot be imported: ${parts[bad]} is not a Python identifier`,
          location: { file: memberPath(wheel, member) },
          subject: isScript ? `${wheel.fileName} scripts` : place,
          ...(isScript && { severity: "info" as const }),
        };
      }
    }
  },
});

/** Templates, stubs, data, tests and bundled programs are not imported by name. */
const NOT_MODULES =
  /\{\{|^[^/]*-stubs\/|\/(?:[^/]*-)?([^/]*templates?|skel(eton)?s?|cookiecutter[^/]*|scaffold[^/]*|data|conf|config|etc|share|static|resources?|assets?|examples?|samples?|demos?|docs?|tests?|testing|testdata|test_[^/]*|fixtures?|bench[^/]*|node_modules|_?vendor(ed)?|site-packages|include|bin|scripts?|tools?)\//i;
