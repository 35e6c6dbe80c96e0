/** What folders and modules beside a project's own code hold, by the names that people give them. */
const NAMES: Readonly<Record<"tests" | "fixtures" | "vendored" | "examples" | "templates", RegExp>> = {
  tests: /^(?:_?(?:tests?|testing|testsuite|test_?utils?|unittests?)|conftest|test_.*|.*_tests?)$/i,
  fixtures: /^(?:testdata|fixtures?)$/i,
  vendored: /^_?(?:vendor(?:ed|s)?|extern(?:als?)?|third_?party)$/i,
  examples: /^_?(?:examples?|samples?|docs?|documentation|benchmarks?)$/i,
  templates: /^_?(?:templates?|cookiecutter.*|skeletons?|scaffold(?:ing)?)$/i,
};

/** One of the kinds of things that lie beside a project's own code. */
export type Aside = keyof typeof NAMES;

/** All of them. */
export const ASIDE: readonly Aside[] = Object.keys(NAMES) as Aside[];

/** Whether a part of a dotted name or of a path, without a suffix, says that it holds one of these. */
export function isNamedFor(part: string, kinds: readonly Aside[]): boolean {
  return kinds.some((kind) => NAMES[kind].test(part));
}

/** Whether a module or one of the packages around it is named so. */
export function isModuleOf(module: string, kinds: readonly Aside[]): boolean {
  return module.split(".").some((part) => isNamedFor(part, kinds));
}

/** Whether a file or one of the folders around it is named so; the suffix `.py` does not count. */
export function isPathOf(path: string, kinds: readonly Aside[]): boolean {
  return path.split("/").some((part) => isNamedFor(part.replace(/\.py$/, ""), kinds));
}
