import { memberPath } from "../../../views/metadata-view.ts";
import { isSample } from "../../../views/released-files.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K021: a folder of modules inside a package has no __init__.py. */
export const initMissing: Rule = defineRule({
  code: "K021",
  slug: "init-missing",
  title: "a folder of modules inside a package has no __init__.py",
  // It is in the wheel, and Python takes it for a namespace.
  severity: "info",
  scope: "hygiene",
  needs: [["wheel", "python"]],
  docs: {
    what: "A regular package has a folder without __init__.py whose modules are imported by name.",
    why: "The folder is an implicit namespace package, which setuptools' find, test runners, type checkers and freezers skip.",
    fix: "add an empty __init__.py",
    bad: "good_pkg/sub/a.py without good_pkg/sub/__init__.py",
    good: "good_pkg/sub/__init__.py",
    peers: [],
  },
  *check(inputs) {
    const wheel = inputs.wheels[0];
    const modules = inputs.imports?.wheel?.modules;
    if (wheel === undefined || modules === undefined) return;
    const packages = new Set(modules.filter((module) => module.isPackage).map((module) => module.module));
    const imported = new Set(
      modules.flatMap(({ imports }) =>
        imports.flatMap(({ module, names }) => [module, ...names.map((name) => `${module}.${name}`)]),
      ),
    );
    const told = new Set<string>();
    for (const { module, path, isPackage } of modules) {
      const folder = module.split(".").slice(0, -1).join(".");
      const parent = folder.split(".").slice(0, -1).join(".");
      if (isPackage || folder === "" || packages.has(folder) || !packages.has(parent) || told.has(folder))
        continue;
      if (isSample(path) || (!imported.has(folder) && !imported.has(module))) continue;
      told.add(folder);
      yield {
        message: `${folder.replaceAll(".", "/")}/ has no __init__.py, and ${module} is imported by name`,
        location: { file: memberPath(wheel, path) },
        subject: folder,
      };
    }
  },
});
