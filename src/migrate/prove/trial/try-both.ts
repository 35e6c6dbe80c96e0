import type { Ports } from "../../../ports/ports.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";
import { plural } from "../../../text/plural.ts";
import type { Comparison } from "../difference.ts";
import { compareImports, type TriedWheel } from "./compare-imports.ts";
import { compareScripts } from "./compare-scripts.ts";
import { compareTests } from "./compare-tests.ts";
import { shippedSources } from "../../../tree/shipped-sources.ts";
import type { TestCommand } from "../../../tree/test-command.ts";
import { addRequirements, type TrialHome } from "./trial-home.ts";

/** An installed wheel, and the tree that it is of. */
export interface Candidate extends TriedWheel {
  readonly tree: SourceTree;
}

/** What running both wheels showed, and what could not be tried. */
export interface Trials {
  readonly comparisons: readonly Comparison[];
  readonly notTried: readonly string[];
}

/** Compares what users and the project's tests see of two wheels, installed over the same dependencies. */
export async function tryBoth(
  before: Candidate,
  after: Candidate,
  home: TrialHome,
  tests: TestCommand | null,
  ports: Ports,
): Promise<Trials> {
  const imports = await compareImports(before, after, ports);
  const comparisons = [imports.comparison, await compareScripts(before, after, ports)];
  const notTried: string[] =
    imports.untried.length === 0
      ? []
      : [`${plural(imports.untried.length, "module")}: the time limit for all imports was reached`];
  if (tests === null) return { comparisons, notTried };
  const missing = await addRequirements(home, tests.requirements, ports);
  if (missing !== null)
    return {
      comparisons,
      notTried: [...notTried, `tests: their dependencies cannot be installed (${missing})`],
    };
  const members = [before, after].flatMap(({ wheel }) => wheel.entries);
  const compared = await compareTests(before, after, tests, shippedSources(before.tree, members), ports);
  if (compared.comparison === null)
    return { comparisons, notTried: [...notTried, `tests: ${compared.reason}`] };
  if (compared.failing > 0)
    notTried.push(`${plural(compared.failing, "test")}: fails both before and after the migration`);
  return { comparisons: [...comparisons, compared.comparison], notTried };
}
