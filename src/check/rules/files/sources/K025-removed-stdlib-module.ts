import { symptom } from "../../../../findings/finding.ts";
import { admittedMinors } from "../../../knowledge/python-releases.ts";
import { REMOVED_MODULES } from "../../../../distribution/stdlib-modules.ts";
import { plainImports, runsCertainly, shippedModules } from "./shipped-modules.ts";
import { defineRule, type Rule, type RuleFinding } from "../../../engine/rule.ts";

/** K025: a module imports a removed standard library module. */
export const removedStdlibModule: Rule = defineRule({
  code: "K025",
  slug: "removed-stdlib-module",
  title: "a module imports a removed standard library module",
  severity: "warning",
  needs: [
    ["wheel", "python"],
    ["tree", "python"],
  ],
  docs: {
    what: "requires-python allows Python versions from which distutils, imp, asyncore, cgi or another module was removed.",
    why: "pip installs the release on those versions, and the import fails with ModuleNotFoundError.",
    fix: "use the replacement, require the backport for newer Pythons, or cap requires-python",
    bad: 'import distutils.util  # requires-python = ">=3.9"',
    good: "import shutil",
    peers: [],
  },
  async check(inputs) {
    const found: RuleFinding[] = [];
    const shipped = await shippedModules(inputs);
    if (shipped === null) return found;
    const { modules, requiresPython, requirements, place, doubt } = shipped;
    if (requiresPython === undefined || requirements === null) return found;
    const name = inputs.wheels[0]?.metadata?.name ?? inputs.tree?.project.name?.value ?? "";
    const required = [name, ...requirements].map((text) => /^[\w.-]+/.exec(text)?.[0]?.toLowerCase());
    const own = new Set(modules.map((module) => module.module));
    const isCertain = runsCertainly(inputs, modules);
    for (const { module, item } of plainImports(modules)) {
      const top = item.module.split(".")[0] ?? "";
      const minor = REMOVED_MODULES.get(top);
      if (minor === undefined || own.has(top) || !admitsSince(requiresPython, minor)) continue;
      // setuptools brings distutils along, and backports are called after what they bring back.
      const backports = new Set([top === "distutils" ? "setuptools" : top, `standard-${top}`]);
      if (required.some((each) => each !== undefined && backports.has(each))) continue;
      // setuptools, imported first, puts its own distutils in the place of the one that is gone.
      if (
        top === "distutils" &&
        module.imports.some((each) => /^(setuptools|_distutils_hack)\b/.test(each.module))
      )
        continue;
      found.push({
        message: `${module.path} imports ${item.module}, which Python 3.${minor} no longer has`,
        severity: isCertain(module) ? "error" : "warning",
        location: place(module, item.line, item.column),
        subject: top,
        help: `use the replacement of ${top}, require a backport for Python 3.${minor} and later, or cap requires-python at <3.${minor}`,
        explains: [symptom.missingModule(top), symptom.missingModule(item.module)],
        ...doubt,
      });
    }
    return found;
  },
});

/** Whether it admits Python 3.`minor` or a later one. Absent it admits all; what cannot be read, none. */
function admitsSince(requiresPython: string | null, minor: number): boolean {
  return (admittedMinors(requiresPython) ?? []).some((each) => {
    const [major, own = 0] = each.split(".").map(Number);
    return major === 3 && own >= minor;
  });
}
