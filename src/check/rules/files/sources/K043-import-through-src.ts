import { symptom } from "../../../../findings/finding.ts";
import { memberPath } from "../../../views/metadata-view.ts";
import { isSample } from "../../../views/released-files.ts";
import { treePlace } from "../../../views/tree-source.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K043: the code relies on its location in the checkout. */
export const importThroughSrc: Rule = defineRule({
  code: "K043",
  slug: "import-through-src",
  title: "the code relies on its location in the checkout",
  severity: "error",
  needs: [
    ["wheel", "python"],
    ["tree", "python"],
  ],
  docs: {
    what: "A module imports its own package by the name of the source folder (`from src.pkg import x`), or changes sys.path when it is imported.",
    why: "The src folder is not installed, so the import fails for every user. A changed sys.path affects what other code imports.",
    fix: "import the package by its own name, and install it while you develop (pip install -e .)",
    bad: "from src.good_pkg import x",
    good: "from good_pkg import x",
    peers: [],
  },
  *check(inputs) {
    const wheel = inputs.wheels[0];
    const inWheel = inputs.imports?.wheel != null && wheel !== undefined;
    const modules = (inWheel ? inputs.imports?.wheel?.modules : inputs.imports?.tree?.modules) ?? [];
    const names = new Set(modules.map((module) => module.module.split(".")[0] ?? ""));
    const hasVendored = new Set(
      modules.flatMap(({ module }) => /^([^.]+)\._?vendor(?:ed)?\./.exec(module)?.[1] ?? []),
    );
    for (const { module, path, imports, sysPath } of modules) {
      if (module.startsWith("script:") || isSample(path)) continue;
      const file = inWheel ? memberPath(wheel, path) : path;
      for (const { module: target, names: wanted, line, column, guarded, inFunction } of imports) {
        const [top, second = wanted[0] ?? ""] = target.split(".");
        if (top !== "src" || guarded || names.has("src") || !names.has(second)) continue;
        yield {
          message: `${path} imports ${target}, but no src folder is installed`,
          location: treePlace(inputs, module, line, column) ?? { file, line, column },
          subject: `${module} src`,
          severity: inFunction ? "warning" : "error",
          help: `write ${target.replace(/^src\.?/, "") || second} instead`,
          explains: [symptom.missingModule("src"), symptom.missingModule(target)],
        };
      }
      const [place] = sysPath;
      // What the package vendors lies in itself.
      if (hasVendored.has(module.split(".")[0] ?? "")) continue;
      if (
        place === undefined ||
        /(^|\/)__main__\.py$/.test(path) ||
        /(^|[./])_?vendor|(^|\/)_?(cffi_src|build)[^/]*(\/|\.py$)/.test(path)
      )
        continue;
      yield {
        message: `${path} changes sys.path when it is imported`,
        location: treePlace(inputs, module, place.line, place.column) ?? { file, ...place },
        subject: `${module} sys.path`,
        severity: "warning",
        why: "The entry stays for the whole process, so other packages may import the wrong modules.",
      };
    }
  },
});
