import { createRequire } from "node:module";
import type { Plugin } from "esbuild";

/** Modules that Node.js has loaded before a program begins, or that are cheaper to load than to put off. */
const AT_HAND: ReadonlySet<string> = new Set([
  "buffer",
  "events",
  "fs",
  "module",
  "path",
  "path/posix",
  "url",
  "util",
  "vm",
]);

/**
 * Node's modules are asked for when something of them is used. Loading `node:child_process` or `node:crypto` costs as much
 * as a short answer does (3 and 5 ms of CPU), and `import` of one, even of `node:fs`, runs every lazy getter of its exports.
 */
export const lateBuiltins: Plugin = {
  name: "late-builtins",
  setup(plugin) {
    plugin.onResolve({ filter: /^(?:node:)?[a-z0-9_/]+$/ }, ({ path, kind }) => {
      const name = path.replace(/^node:/, "");
      const isBuiltin = process.getBuiltinModule(name) !== undefined;
      // `import()` is late by itself.
      return isBuiltin && kind !== "dynamic-import" ? { path: name, namespace: "builtin" } : undefined;
    });
    plugin.onLoad({ filter: /.*/, namespace: "builtin" }, ({ path }) => ({ contents: contentsFor(path) }));
  },
};

function contentsFor(name: string): string {
  const get = `process.getBuiltinModule(${JSON.stringify(`node:${name}`)})`;
  if (AT_HAND.has(name)) return `module.exports = ${get};`;
  const names = Object.keys(createRequire(import.meta.url)(`node:${name}`) as object);
  return [
    "let late;",
    `const get = (name) => (late ??= ${get})[name];`,
    `for (const name of ${JSON.stringify(names.join(" "))}.split(" "))`,
    "  Object.defineProperty(exports, name, { enumerable: true, get: () => get(name) });",
  ].join("\n");
}
