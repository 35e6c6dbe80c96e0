import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  PackageHistory,
  type PackageScope,
  type PassedCommit,
} from "../../src/versioning/monorepo-history.ts";

type Graph = readonly PassedCommit[];

function ancestors(graph: Graph, hash: string): ReadonlySet<string> {
  const byHash = new Map(graph.map((each) => [each.hash, each]));
  const seen = new Set<string>();
  const waiting = [hash];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    waiting.push(...(byHash.get(next)?.parents ?? []));
  }
  return seen;
}

/** The distance of each tagged commit, counted the slow way. */
function slowly(graph: Graph, { paths, tags }: PackageScope): { distance: number; depth: number }[] {
  const touches = (commit: PassedCommit): boolean =>
    [...commit.paths].some((path) => paths.some((scope) => scope === "" || path.startsWith(`${scope}/`)));
  return [...tags.keys()].map((tagged) => {
    const behind = ancestors(graph, tagged);
    const since = graph.filter((each) => !behind.has(each.hash));
    return { distance: since.filter(touches).length, depth: since.length };
  });
}

function counts(graph: Graph, scopes: readonly PackageScope[]): ReturnType<PackageHistory["counts"]> {
  const history = new PackageHistory(scopes);
  for (const commit of graph) history.pass(commit);
  return history.counts();
}

/** Commits `c0` … `cN`, children first; every one but the last has one or two later ones as parents. */
const graphs = fc.integer({ min: 1, max: 12 }).chain((size) =>
  fc.tuple(
    ...Array.from({ length: size }, (_, index) =>
      fc.record({
        hash: fc.constant(`c${index}`),
        parents:
          index === size - 1
            ? fc.constant([])
            : fc
                .tuple(fc.constant(index + 1), fc.integer({ min: index + 1, max: size - 1 }))
                .map((found) => [...new Set(found)].map((each) => `c${each}`)),
        paths: fc.subarray(["a/x.py", "b/x.py", "b/c/x.py", "README.md"]),
      }),
    ),
  ),
);

const scope = fc.record({
  name: fc.constant("p"),
  paths: fc.subarray(["", "a", "b", "b/c"], { minLength: 1 }),
  tags: fc
    .uniqueArray(fc.integer({ min: 0, max: 11 }), { maxLength: 3 })
    .map((found) => new Map(found.map((each) => [`c${each}`, [`v${each}`]]))),
});

describe("one pass over history", () => {
  test("counts what a walk for each package and tag counts, and chooses the tag with the fewest commits since", () => {
    fc.assert(
      fc.property(graphs, fc.array(scope, { minLength: 1, maxLength: 4 }), (graph, scopes) => {
        const known = new Set<string>(graph.map((each) => each.hash));
        const reachable = scopes.map((each) => ({
          ...each,
          tags: new Map([...each.tags].filter(([commit]) => known.has(commit))),
        }));
        for (const [index, made] of counts(graph, reachable).entries()) {
          const each = reachable[index] as PackageScope;
          const slow = slowly(graph, each);
          if (slow.length === 0) {
            expect(made.tags).toEqual([]);
            continue;
          }
          const depth = Math.min(...slow.map((one) => one.depth));
          const best = slow.filter((one) => one.depth === depth).map((one) => one.distance);
          expect(best).toContain(made.distance);
        }
      }),
    );
  });

  test("may end once nothing can change any more", () => {
    const tags = new Map([["c1", ["v1"]]]);
    const history = new PackageHistory([{ name: "p", paths: [""], tags }]);
    history.pass({ hash: "c0", parents: ["c1"], paths: ["a"] });
    expect(history.isSettled).toBe(false);
    history.pass({ hash: "c1", parents: ["c2"], paths: ["a"] });
    expect(history.isSettled).toBe(true);
    expect(history.counts()).toEqual([{ tags: ["v1"], distance: 1 }]);
  });
});
