import type { ScannedModule } from "../../scan/import-scan.ts";

/** Whether the file is a template or a parser's fixture: not meant to be imported. */
export function isNeverImported(path: string): boolean {
  return IS_TEMPLATE.test(path);
}

const IS_TEMPLATE =
  /(^|\/)([^/]*templates?|cookiecutter[^/]*|skeletons?|scaffold(ing)?|boilerplate|fixtures?|tests?|testing|tests?[-_](data|files|cases|suite|resources)|test(data|files|cases|suite)|data|lib2to3|[^/]*\{\{[^/]*)\/|(^|\/)[^/]*(_template|template_)[^/]*\.py$/;

/** Whether the others import the module only below a test of the version, in a `try`, or in a function. */
export function isChosenByCondition(module: string, modules: readonly ScannedModule[]): boolean {
  const imports = modules
    .filter((each) => each.module !== module)
    .flatMap((each) => each.imports)
    .filter(
      (item) => item.module === module || item.names.some((name) => `${item.module}.${name}` === module),
    );
  return imports.length > 0 && imports.every((item) => item.guarded || item.conditional || item.inFunction);
}
