import { expect, test } from "vitest";
import { shapeOf } from "../../src/compare/shape.ts";
import { compareShapes, shapeChanges } from "../../src/compare/shapes.ts";
import { sideOf, wheel } from "./support.ts";

const changes = (before: unknown, after: unknown): readonly string[] =>
  compareShapes("f", shapeOf(before), shapeOf(after)).map(
    ({ level, subject }) => `${level} ${subject.slice(2)}`,
  );

test.each<readonly [string, unknown, unknown, readonly string[]]>([
  ["the same", { a: 1 }, { a: 2 }, []],
  ["a value is gone", { a: 1, b: 2 }, { a: 1 }, ["major $.b"]],
  ["a value came", { a: 1 }, { a: 1, b: 2 }, ["minor $.b"]],
  ["another type", { a: 1 }, { a: "1" }, ["major $.a"]],
  ["a type more", [1], [1, null], ["major $[]"]],
  ["a type less", [1, null], [1], ["patch $[]"]],
  ["it may be absent", [{ a: 1 }, { a: 2 }], [{ a: 1 }, {}], ["major $[].a"]],
  ["it came late", [{ a: 1 }, { a: 2 }], [{}, { a: 1 }], ["major $[].a"]],
  ["it is always there now", [{ a: 1 }, {}], [{ a: 1 }], ["patch $[].a"]],
  ["deep below", { a: [{ b: { c: 1 } }] }, { a: [{ b: {} }] }, ["major $.a[].b.c"]],
  [
    "a key with a dot is no path",
    { "a.b": 1 },
    { a: { b: 1 } },
    ["minor $.a", "minor $.a.b", 'major $["a.b"]'],
  ],
  [
    "a schema: a property is not required any more",
    { $schema: "x", properties: { a: { type: "string" } }, required: ["a"] },
    { $schema: "x", properties: { a: { type: "string" } } },
    ["major $.a"],
  ],
  [
    "a schema: another type, and one that was open",
    { $schema: "x", properties: { a: { type: "string" }, b: {} } },
    { $schema: "x", properties: { a: { type: ["string", "null"] }, b: { type: "string" } } },
    ["major $.a"],
  ],
  [
    "a schema: behind a reference, which may be a circle",
    {
      properties: { a: { $ref: "#/$defs/n" } },
      $defs: { n: { properties: { next: { $ref: "#/$defs/n" }, v: { type: "string" } } } },
    },
    {
      properties: { a: { $ref: "#/$defs/n" } },
      $defs: { n: { properties: { next: { $ref: "#/$defs/n" } } } },
    },
    ["major $.a.v"],
  ],
  [
    "a schema: one of several forms",
    { properties: {}, oneOf: [{ properties: { a: { type: "string" } }, required: ["a"] }] },
    { properties: {}, oneOf: [{ properties: { b: { type: "string" } }, required: ["b"] }] },
    ["major $.a", "minor $.b"],
  ],
])("%s", (_, before, after, expected) => {
  expect(changes(before, after)).toEqual(expected);
});

test("a huge or deep document costs a bounded time", () => {
  let deep: unknown = 1;
  for (let at = 0; at < 5000; at += 1) deep = [deep];
  expect(shapeOf(deep).size).toBeLessThan(100);
  expect(shapeOf(Object.fromEntries(Array.from({ length: 30_000 }, (__, at) => [`k${at}`, 1]))).size).toBe(
    10_000,
  );
  const wide = { $schema: "x", $defs: {} as Record<string, unknown>, $ref: "#/$defs/d0" };
  for (let at = 0; at < 40; at += 1)
    wide.$defs[`d${at}`] = {
      properties: { a: { $ref: `#/$defs/d${at + 1}` }, b: { $ref: `#/$defs/d${at + 1}` } },
    };
  expect(shapeOf(wide).size).toBeLessThanOrEqual(10_000);
});

test("declared files of a wheel: gone, no JSON, and a pattern without a file", async () => {
  const before = await sideOf({
    wheel: wheel().file("demo/a.json", '{"x": 1}').file("demo/b.json", "{}").file("demo/c.json", "{}"),
  });
  const after = await sideOf({ wheel: wheel().file("demo/a.json", '{"x": null}').file("demo/c.json", "{") });
  const found = await shapeChanges({ before, after }, ["demo/*.json", "schema/*.json"]);
  expect(found.changes.map(({ level, subject, after: now }) => `${level} ${subject} ${now}`)).toEqual([
    "major demo/a.json $.x null",
    "major demo/b.json null",
  ]);
  expect(found.notCompared).toEqual([
    "the shape of schema/*.json: no file of either release matches it",
    "the shape of demo/c.json: the file is no JSON",
  ]);
});
