import { symptom } from "../../../../findings/finding.ts";
import { admits } from "./admitted-pythons.ts";
import { memberPath } from "../../../views/metadata-view.ts";
import { isSample } from "../../../views/released-files.ts";
import { REMOVED_MODULES } from "../../../knowledge/stdlib-modules.ts";
import { isChosenByCondition, isNeverImported } from "../../../views/packages/optional-modules.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K025: a module imports a part of the standard library that newer Pythons no longer have. */
export const removedStdlibModule: Rule = defineRule({
  code: "K025",
  slug: "removed-stdlib-module",
  title: "a module imports a part of the standard library that newer Pythons no longer have",
  severity: "warning",
  needs: [["wheel", "python"]],
  docs: {
    what: "distutils, imp, asyncore, cgi and others are gone from the Python that requires-python still admits.",
    why: "pip installs the release there, and the import fails with ModuleNotFoundError.",
    fix: "use the replacement, require the backport for newer Pythons, or cap requires-python",
    bad: 'import distutils.util  # requires-python = ">=3.9"',
    good: "import shutil",
    peers: [],
  },
  *check(inputs) {
    const wheel = inputs.wheels[0];
    const requires = wheel?.metadata?.requiresPython ?? null;
    if (wheel === undefined) return;
    const required = [wheel.metadata?.name ?? "", ...(wheel.metadata?.requiresDist ?? [])].map((text) =>
      /^[\w.-]+/.exec(text)?.[0]?.toLowerCase(),
    );
    const modules = inputs.imports?.wheel?.modules ?? [];
    const own = new Set(modules.map((module) => module.module));
    for (const { module, path, imports } of modules) {
      if (isSample(path) || isNeverImported(path)) continue;
      for (const item of imports) {
        const top = item.module.split(".")[0] ?? "";
        const minor = REMOVED_MODULES.get(top);
        if (minor === undefined || item.guarded || item.conditional || item.inFunction || own.has(top))
          continue;
        // setuptools brings distutils along, and backports are called after what they bring back.
        if (
          required.some(
            (name) => name === (top === "distutils" ? "setuptools" : top) || name === `standard-${top}`,
          )
        )
          continue;
        // setuptools, imported first, puts its own distutils in the place of the one that is gone.
        if (
          top === "distutils" &&
          imports.some((each) => /^(setuptools|_distutils_hack)\b/.test(each.module))
        )
          continue;
        if (!admits(requires, minor) || isChosenByCondition(module, modules)) continue;
        yield {
          message: `${path} imports ${item.module}, which Python 3.${minor} no longer has`,
          location: { file: memberPath(wheel, path), line: item.line, column: item.column },
          subject: top,
          explains: [symptom.missingModule(top), symptom.missingModule(item.module)],
        };
      }
    }
  },
});
