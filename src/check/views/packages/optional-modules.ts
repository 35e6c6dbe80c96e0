import type { ScannedModule } from "../../scan/import-scan.ts";

/** Whether the file is a template or a parser's fixture: not meant to be imported. */
export function isNeverImported(path: string): boolean {
  return IS_TEMPLATE.test(path);
}

const IS_TEMPLATE =
  /(^|\/)([^/]*templates?|cookiecutter[^/]*|skeletons?|scaffold(ing)?|boilerplate|fixtures?|tests?|testing|tests?[-_](data|files|cases|suite|resources)|test(data|files|cases|suite)|data|lib2to3|[^/]*\{\{[^/]*)\/|(^|\/)[^/]*(_template|template_)[^/]*\.py$/;

/** Whether the others import the module only below a test of the version, in a `try`, or in a function. */
export function isChosenByCondition(module: string, modules: readonly ScannedModule[]): boolean {
  let known = CHOSEN.get(modules);
  if (known === undefined) CHOSEN.set(modules, (known = chosenByCondition(modules)));
  return known.has(module);
}

const CHOSEN = new WeakMap<readonly ScannedModule[], ReadonlySet<string>>();

function chosenByCondition(modules: readonly ScannedModule[]): ReadonlySet<string> {
  const chosen = new Set<string>();
  const plain = new Set<string>();
  for (const { module: importer, imports } of modules) {
    for (const { module, names, guarded, conditional, inFunction } of imports) {
      const into = guarded || conditional || inFunction ? chosen : plain;
      if (module !== importer) into.add(module);
      for (const name of names) if (`${module}.${name}` !== importer) into.add(`${module}.${name}`);
    }
  }
  for (const module of plain) chosen.delete(module);
  return chosen;
}
