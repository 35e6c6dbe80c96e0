import { installedFiles, topLevelNames } from "../../../views/wheel-content.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K017: the package has type hints but no py.typed. */
export const typedMarkerMissing: Rule = defineRule({
  code: "K017",
  slug: "typed-marker-missing",
  title: "the package has type hints but no py.typed",
  severity: "warning",
  needs: [["wheel", "python"], "wheel"],
  docs: {
    what: "The package has the classifier Typing :: Typed, or type hints on at least half of its public functions, but not the marker file of PEP 561.",
    why: "Type checkers ignore the hints of an installed package without py.typed.",
    fix: "add an empty py.typed to the package and ship it",
    bad: "good_pkg/__init__.py",
    good: "good_pkg/__init__.py and good_pkg/py.typed",
    peers: [],
  },
  *check(inputs) {
    for (const wheel of inputs.wheels) {
      const files = installedFiles(wheel);
      if (files.some(({ path }) => path.endsWith("/py.typed") || /^[^/]+-stubs\//.test(path))) continue;
      const packages = topLevelNames(wheel).filter((name) =>
        files.some(({ path }) => path.startsWith(`${name}/`)),
      );
      // A lone module cannot carry the marker.
      if (packages.length === 0) continue;
      // A package around a compiled program has nothing to type.
      if (
        !files.some(
          ({ path, size }) => path.endsWith(".py") && size > 0 && path !== `${packages[0]}/__init__.py`,
        )
      )
        continue;
      const says = wheel.metadata?.classifiers.includes("Typing :: Typed") === true;
      const scanned = wheel === inputs.wheels[0] ? (inputs.imports?.wheel?.modules ?? []) : [];
      const [annotated, total] = scanned.reduce(([a, b], { hints }) => [a + hints[0], b + hints[1]], [0, 0]);
      if (!says && (total < ENOUGH || annotated * 2 < total)) continue;
      yield {
        message: says
          ? `${wheel.fileName} declares Typing :: Typed but contains no py.typed`
          : `${wheel.fileName} has type hints on ${annotated} of ${total} public functions but no py.typed`,
        location: { file: wheel.fileName },
        subject: wheel.fileName,
        help: `add an empty ${packages[0]}/py.typed and ship it`,
        ...(!says && { severity: "info" as const, confidence: "likely" as const }),
      };
    }
  },
});

/** Fewer functions say nothing about the habits of a project. */
const ENOUGH = 10;
