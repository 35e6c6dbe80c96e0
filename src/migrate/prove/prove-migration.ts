import type { Ports } from "../../ports/ports.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import type { Migration } from "../migration.ts";
import { buildBoth, type Build, type BuildSettings } from "./build-both.ts";
import { compareDistributions } from "./compare-distributions.ts";
import { judge, type Acceptance, type Comparison, type JudgedDifference } from "./difference.ts";

/** What two builds of one tree showed. */
export interface Proof {
  readonly aspects: readonly Aspect[];
  readonly differences: readonly JudgedDifference[];
  readonly seconds: number;
  /** Whether the new build gives users what the old one gave, but for what is meant or accepted. */
  readonly holds: boolean;
}

/** One line of the verdict table. */
export interface Aspect {
  readonly code: Comparison["code"];
  readonly equal: number;
  readonly intended: number;
  readonly accepted: number;
  readonly defects: number;
}

/** Builds before and after in isolation and compares everything that users get. */
export async function proveMigration(
  tree: SourceTree,
  migration: Migration,
  settings: BuildSettings,
  accepted: readonly Acceptance[],
  ports: Ports,
): Promise<Proof> {
  const begin = ports.clock.elapsed();
  const { before, after } = await buildBoth(
    tree,
    migration.edits,
    migration.source !== "bare",
    settings,
    ports,
  );
  const comparisons = compareBuilds(before, after, new Set(migration.edits.map(({ path }) => path)));
  for (const each of [before, after]) {
    await each?.built?.wheel[Symbol.asyncDispose]();
    await each?.built?.sdist[Symbol.asyncDispose]();
  }
  const differences = comparisons
    .flatMap((each) => each.differences)
    .map((each) => judge(each, migration.intentions, accepted));
  return {
    aspects: aspectsOf(comparisons, differences),
    differences,
    seconds: ports.clock.elapsed() - begin,
    holds: differences.every(({ verdict }) => verdict !== "defect"),
  };
}

/** Without a before, that the project is built at all is what can be shown. */
function compareBuilds(
  before: Build | null,
  after: Build,
  edited: ReadonlySet<string>,
): readonly Comparison[] {
  if (after.built !== null && before === null) return [{ code: "build", equal: 1, differences: [] }];
  if (after.built !== null && before?.built != null)
    return compareDistributions(before.built, after.built, edited);
  const differences = [
    { subject: "before", ...(before ?? after) },
    { subject: "after", ...after },
  ].flatMap(({ subject, built, outcome }) => {
    if (built !== null) return [];
    const said = outcome.findings.map(({ message }) => message).join("; ");
    return [
      {
        code: "build",
        subject,
        before: null,
        after: said === "" ? `the build failed: ${outcome.log}` : said,
      } as const,
    ];
  });
  return [{ code: "build", equal: 0, differences }];
}

function aspectsOf(
  comparisons: readonly Comparison[],
  differences: readonly JudgedDifference[],
): readonly Aspect[] {
  return comparisons
    .map(({ code, equal }) => {
      const own = differences.filter((each) => each.code === code);
      const count = (verdict: JudgedDifference["verdict"]): number =>
        own.filter((each) => each.verdict === verdict).length;
      return {
        code,
        equal,
        intended: count("intended"),
        accepted: count("accepted"),
        defects: count("defect"),
      };
    })
    .filter(({ equal, intended, accepted, defects }) => equal + intended + accepted + defects > 0);
}
