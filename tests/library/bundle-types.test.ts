import { expect, test } from "vitest";
import { withoutComments } from "../../scripts/types/public-types.ts";
import { bundleTypes } from "../../scripts/types/bundle.ts";

/** The bundle of the declarations of some modules, from `index.d.ts`. */
function bundle(modules: Readonly<Record<string, string>>): string {
  return bundleTypes("index.d.ts", (path) => {
    const text = modules[path];
    if (text === undefined) throw new Error(`nobody wrote ${path}`);
    return text;
  });
}

test("holds what is exported, what that needs, and nothing else", () => {
  const text = bundle({
    "index.d.ts": 'export { open, type Door } from "./house/door.ts";\n',
    "house/door.d.ts": [
      'import type { Key } from "../key.ts";',
      "/** Lets in. */",
      "export interface Door {",
      "    readonly key: Key;",
      "}",
      "export declare function open(door: Door): void;",
      "export declare function open(door: Door, with_: Key): void;",
      "interface Unused {",
      "}",
      "export {};",
      "",
    ].join("\n"),
    "key.d.ts": "export type Key = string;\nexport type Lock = Key;\n",
  });
  expect(text).toContain("/** Lets in. */\nexport interface Door {");
  expect(text.match(/export declare function open/g)).toHaveLength(2);
  expect(text).toContain("\ntype Key = string;");
  expect(text).not.toMatch(/Unused|Lock|key\.ts/);
});

test("gives two things of one name two names, and leaves members alone", () => {
  const text = bundle({
    "index.d.ts": 'export type { First } from "./first.ts";\nexport type { Second } from "./second.ts";\n',
    "first.d.ts":
      'import type { Size } from "./size.ts";\nexport interface First {\n    readonly Size: Size;\n}\n',
    "size.d.ts": "export type Size = number;\n",
    "second.d.ts": [
      "type Size = string;",
      "export interface Second<T> {",
      "    readonly Size?: Size | T;",
      "}",
      "",
    ].join("\n"),
  });
  expect(text).toContain("readonly Size: Size;");
  expect(text).toContain("readonly Size?: Size_2 | T;");
  expect(text).toContain("type Size_2 = string;");
});

test("leaves the names of the language to it", () => {
  const text = bundle({
    "index.d.ts": 'export type { A } from "./a.ts";\n',
    "a.d.ts": 'import type { Record as Line } from "./line.ts";\nexport type A = Record<string, Line>;\n',
    "line.d.ts": "export interface Record {\n    readonly text: string;\n}\n",
  });
  expect(text).toContain("export type A = Record<string, Record_2>;");
  expect(text).toContain("interface Record_2 {");
});

test("imports from packages what it has of them", () => {
  const text = bundle({
    "index.d.ts": 'export { schema } from "./schema.ts";\n',
    "schema.d.ts":
      'import * as v from "valibot";\nimport { type A as B } from "pkg";\nexport declare const schema: v.Schema<B>;\n',
  });
  expect(text).toContain('import type * as v from "valibot";\nimport type { A as B } from "pkg";');
});

test("an export that nobody declares, and a statement that nobody can read, are errors", () => {
  expect(() => bundle({ "index.d.ts": 'export { a } from "./b.ts";\n', "b.d.ts": "export {};\n" })).toThrow(
    "declares no a",
  );
  expect(() => bundle({ "index.d.ts": "export default 1;\n" })).toThrow("nobody reads");
});

test("the reviewed text has no comments", () => {
  expect(
    withoutComments("/** What. */\nexport interface A {\n    /** Why. */\n    readonly b: string;\n}\n"),
  ).toBe("export interface A {\n    readonly b: string;\n}\n");
});
