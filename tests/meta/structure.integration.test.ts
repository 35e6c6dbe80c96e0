import { posix } from "node:path";
import { expect, test } from "vitest";
import { repositoryFiles, repositoryText } from "../support/repository.ts";

/** By file: the files that it imports, types included. */
type Imports = ReadonlyMap<string, readonly string[]>;

/** More files than this beside each other are a heap, not a room. */
const MOST_FILES = 25;

function importsOf(path: string, text: string): readonly string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+\.ts)"/g)].map((match) =>
    posix.normalize(posix.join(posix.dirname(path), match[1] ?? "")),
  );
}

const sources = repositoryFiles().filter((path) => /^src\/.*\.ts$/.test(path));
const imports: Imports = new Map(sources.map((path) => [path, importsOf(path, repositoryText(path) ?? "")]));

/** The files that lead back to themselves: a circle is named by all of its files. */
function circles(graph: Imports): readonly (readonly string[])[] {
  const found: string[][] = [];
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const path: string[] = [];
  const visit = (file: string): number => {
    order.set(file, order.size);
    low.set(file, order.get(file) ?? 0);
    path.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!graph.has(next)) continue;
      const reached = order.has(next)
        ? path.includes(next)
          ? (order.get(next) ?? 0)
          : Infinity
        : visit(next);
      low.set(file, Math.min(low.get(file) ?? 0, reached));
    }
    if (low.get(file) === order.get(file)) {
      const circle = path.splice(path.indexOf(file));
      if (circle.length > 1) found.push(circle.toSorted());
    }
    return low.get(file) ?? 0;
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return found;
}

function heaps(paths: readonly string[], most: number): readonly string[] {
  const rooms = Map.groupBy(paths, (path) => posix.dirname(path));
  return [...rooms].flatMap(([room, files]) => (files.length > most ? [`${room}: ${files.length}`] : []));
}

test("no file leads back to itself, not by types either", () => {
  expect(sources.length).toBeGreaterThan(1000);
  expect(circles(imports)).toEqual([]);
});

test("a planted circle of types is seen", () => {
  const planted = new Map([
    ["src/a.ts", importsOf("src/a.ts", 'import type { B } from "./deep/b.ts";\n')],
    ["src/deep/b.ts", importsOf("src/deep/b.ts", 'export type { C } from "../c.ts";\n')],
    ["src/c.ts", importsOf("src/c.ts", 'const a = await import("./a.ts");\n')],
    ["src/d.ts", ["src/a.ts"]],
  ]);
  expect(circles(planted)).toEqual([["src/a.ts", "src/c.ts", "src/deep/b.ts"]]);
});

test("no room has more files than one can look over", () => {
  expect(heaps(sources, MOST_FILES)).toEqual([]);
  expect(heaps(["src/a/1.ts", "src/a/2.ts", "src/a/deep/3.ts"], 1)).toEqual(["src/a: 2"]);
});
