import { normalizeName } from "../../version/names.ts";
import { removedFromStandardLibrary } from "../data/absent-modules.ts";
import { providesModule } from "../../distribution/import-names.ts";
import type { RehearsedProject } from "../request.ts";
import type { FailureCause } from "./failure-cause.ts";
import { isOurs, topOf, type FirstPartyModule } from "./modules.ts";

/** What the advice depends on. */
export interface HelpContext {
  readonly project: RehearsedProject;
  readonly dependencies: readonly string[];
  readonly modules: ReadonlyMap<string, FirstPartyModule>;
  readonly pythonMinor: number;
}

/** What to do about a cause. */
export function helpFor(cause: FailureCause, exits: boolean, context: HelpContext): string {
  const { missingModule, missingFile } = cause;
  if (exits) return 'move what runs into a function and call it under `if __name__ == "__main__":`';
  if (missingFile !== null)
    return `ship ${missingFile} as package data and open it with importlib.resources, not with a path relative to the current directory`;
  if (missingModule === null) return helpForHeadline(cause.headline, context.project.name);
  const top = topOf(missingModule);
  const removed = removedFromStandardLibrary(missingModule);
  if (removed !== null && context.pythonMinor >= removed)
    return `${top} was removed from the standard library in Python 3.${removed}: replace it, or exclude that Python in requires-python`;
  const required = context.project.requirements.find((requirement) => providesModule(requirement, top));
  const installed = context.dependencies.find(
    (each) => required !== undefined && each.startsWith(`${normalizeName(required.name)}==`),
  );
  if (installed !== undefined && missingModule !== top)
    return `${installed} has no module ${missingModule}: bound ${required?.name ?? top} to the versions that have it`;
  if (isOurs(missingModule, context.modules))
    return `the wheel does not contain ${missingModule}: add it to the packages that the build includes`;
  return `if ${top} is another project's module, declare that project in project.dependencies; if it is your own, add it to the packages that the build includes`;
}

/** What to do about an exception that names neither a module nor a file. */
function helpForHeadline(headline: string, project: string): string {
  const name = /^NameError: name '(\w+)'/.exec(headline)?.[1];
  if (name !== undefined) return `define or import ${name} before its first use`;
  const [, lacking, from] =
    /^ImportError: cannot import name '(\w+)' from '([\w.]+)'/.exec(headline) ??
    /^AttributeError: module '()([\w.]+)' has no attribute/.exec(headline) ??
    [];
  if (from !== undefined)
    return lacking
      ? `define ${lacking} in ${from}, or correct the name in the import`
      : `import the submodule of ${from} that is used, or correct the attribute's name`;
  if (/^PackageNotFoundError\b/.test(headline))
    return `use the name of the distribution: importlib.metadata.version(${JSON.stringify(project)})`;
  if (/^(?:SyntaxError|IndentationError|TabError)\b/.test(headline))
    return "correct the statement, or raise requires-python to a Python that supports it";
  if (headline.startsWith("still running"))
    return 'move the loop or the wait into a function, and call it under `if __name__ == "__main__":`';
  if (/^signal|^it ended the interpreter/.test(headline))
    return "import it with python -X faulthandler to see which call ends the interpreter";
  return "import the module in a fresh environment that holds only the declared dependencies, and repair what the traceback shows";
}
