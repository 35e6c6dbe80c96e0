import { memberPath } from "../../../views/metadata-view.ts";
import { importableNames, installedFiles } from "../../../views/wheel-content.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K018: a stub file has no module. */
export const stubsMisplaced: Rule = defineRule({
  code: "K018",
  slug: "stubs-misplaced",
  title: "a stub file has no module",
  severity: "info",
  needs: ["wheel"],
  docs: {
    what: "A package with modules has a .pyi file without its module, or a -stubs package has a module.",
    why: "Type checkers trust stubs: they accept imports of a module that does not exist, and ignore a module in a -stubs package.",
    fix: "remove the stub, or ship the module; a -stubs package contains only .pyi files",
    bad: "good_pkg/gone.pyi without good_pkg/gone.py",
    good: "good_pkg/there.pyi and good_pkg/there.py",
    peers: [],
  },
  *check({ wheels }) {
    for (const wheel of wheels) {
      const files = installedFiles(wheel);
      const names = importableNames(wheel);
      for (const { path, member } of files) {
        const [top = ""] = path.split("/");
        const inStubs = top.endsWith("-stubs");
        const isStub = path.endsWith(".pyi");
        const dotted = path.replace(/(\/__init__)?\.pyi$/, "").replaceAll("/", ".");
        // Stubs of names that only type checkers know are called with an underscore.
        const isAlone = isStub && !inStubs && names.has(top) && !names.has(dotted) && !/(^|\.)_/.test(dotted);
        if (!isAlone && !(inStubs && path.endsWith(".py"))) continue;
        yield {
          message: isAlone
            ? `${path} describes a module that the wheel does not have`
            : `${path} is not a stub but is in ${top}`,
          location: { file: memberPath(wheel, member) },
          // Whoever does it does it often: one finding for each wheel.
          subject: `${wheel.fileName} ${isAlone}`,
        };
      }
    }
  },
});
