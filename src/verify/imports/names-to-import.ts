import { isWithin, rootModules, type FirstPartyModule } from "./modules.ts";
import type { VerifyRequest } from "../request.ts";
import type { NotTried } from "../trial.ts";

/** What imported in a trial. */
export interface Imported {
  readonly imported: readonly string[];
  /** Those of them that imported only where extras or a plugin's host were installed, too. */
  readonly importedWithMore: readonly string[];
}

/**
 * `all`: every module and entry point; otherwise what another trial of the same bytes imported: of that, without what
 * needed an extra, the modules that users meet first are confirmed.
 */
export type ImportScope = "all" | { readonly confirm: Imported };

/** The modules to import, in the order in which they lie in the wheel; what the configuration leaves out is noted. */
export function namesToImport(
  modules: ReadonlyMap<string, FirstPartyModule>,
  scope: ImportScope,
  { expectations }: VerifyRequest,
  notTried: NotTried[],
): readonly string[] {
  const roots = new Set(rootModules(modules));
  const names: string[] = [];
  for (const { name } of modules.values()) {
    const skip = expectations.skipImports.find((each) => isWithin(name, each.module));
    if (skip !== undefined) notTried.push({ kind: "module", name, reason: `${skip.reason} (configuration)` });
    else if (scope === "all" || (roots.has(name) && isPlain(name, scope.confirm))) names.push(name);
  }
  return names;
}

function isPlain(name: string, known: Imported): boolean {
  return known.imported.includes(name) && !known.importedWithMore.includes(name);
}
